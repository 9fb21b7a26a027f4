package dev.redkite.sandbox.permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.lambda.Stack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.kafka.KafkaClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.Tag;

/** Functions of the real template, in an account that has something in it. */
class PermissionsTest {

    private static final Stack STACK = Stack.read(Path.of("..", "template.yaml"), "123456789012", "us-west-2");

    private static final Tag OURS = Tag.builder().tagKey("redkite:environment").tagValue("demo").build();

    private final World world = World.standing();
    private final Permissions permissions = new Permissions(world, STACK);

    private <C extends SdkClient> C as(String function, Class<C> type) {
        return world.client(type, permissions.of(STACK.functions().get(function)));
    }

    private static void isRefused(String code, String action, Runnable call) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(AwsServiceException.class, refusal -> {
            assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(refusal.statusCode()).isEqualTo(403);
        }).hasMessageContaining("is not authorized to perform: " + action);
    }

    @Test
    void what_another_function_may_do_is_refused_in_the_services_own_code() {
        isRefused("UnauthorizedOperation", "ec2:CreateVpc", () ->
                as("EgressFunction", Ec2Client.class).createVpc(request -> request.cidrBlock("10.0.0.0/16")));
        isRefused("ForbiddenException", "kafka:ListClustersV2", () ->
                as("NetworkFunction", KafkaClient.class).listClustersV2(request -> {}));
        isRefused("AccessDeniedException", "eks:DescribeCluster", () ->
                as("EksClusterFunction", EksClient.class).describeCluster(request -> request.name("theirs")));
    }

    @Test
    void what_is_made_without_our_tag_is_refused() {
        isRefused("UnauthorizedOperation", "ec2:CreateVpc", () ->
                as("NetworkFunction", Ec2Client.class).createVpc(request -> request.cidrBlock("10.0.0.0/16")));
        assertThat(permissions.uses()).isEmpty();
    }

    @Test
    void somebody_else_s_group_is_not_deleted() {
        String theirs = world.ec2().addSecurityGroup("vpc-0a1a0000000000001", "theirs", "theirs", Map.of());
        String ours = world.ec2().addSecurityGroup("vpc-0a1a0000000000001", "ours", "ours", Map.of("redkite:environment", "demo"));
        world.clock().advance(Duration.ofSeconds(10));
        Ec2Client network = as("NetworkFunction", Ec2Client.class);

        isRefused("UnauthorizedOperation", "ec2:DeleteSecurityGroup", () ->
                network.deleteSecurityGroup(request -> request.groupId(theirs)));
        network.deleteSecurityGroup(request -> request.groupId(ours));

        assertThat(permissions.uses()).singleElement().satisfies(use ->
                assertThat(use.resource()).isEqualTo("arn:aws:ec2:us-west-2:123456789012:security-group/" + ours));
    }

    /** https://repost.aws/knowledge-center/update-key-policy-future. */
    @Test
    void a_key_with_a_policy_of_its_own_is_refused_to_whoever_may_not_replace_it() {
        KmsClient credentials = as("KafkaCredentialsFunction", KmsClient.class);
        String policy = credentials.createKey(request -> request.tags(OURS)).keyMetadata().keyId().transform(key ->
                world.client(KmsClient.class).getKeyPolicy(request -> request.keyId(key)).policy());

        isRefused("AccessDeniedException", "kms:PutKeyPolicy", () ->
                credentials.createKey(request -> request.policy(policy).tags(OURS)));
    }

    @Test
    void nobody_is_asked_who_is_no_function() {
        assertThat(world.client(KafkaClient.class).listClustersV2(request -> {}).clusterInfoList()).isEmpty();
        assertThat(permissions.uses()).isEmpty();
    }
}
