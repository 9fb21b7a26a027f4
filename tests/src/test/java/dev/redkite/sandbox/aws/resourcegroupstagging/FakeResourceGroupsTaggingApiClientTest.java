package dev.redkite.sandbox.aws.resourcegroupstagging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.time.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.GetResourcesRequest;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.GetResourcesResponse;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.ResourceTagMapping;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

class FakeResourceGroupsTaggingApiClientTest {

    private final World world = World.standing();
    private final ResourceGroupsTaggingApiClient tagging = world.client(ResourceGroupsTaggingApiClient.class);

    private List<String> arns(Consumer<GetResourcesRequest.Builder> request) {
        return tagging.getResources(request).resourceTagMappingList().stream().map(ResourceTagMapping::resourceARN).toList();
    }

    private List<String> ours() {
        return arns(request -> request.tagFilters(filter -> filter.key("redkite:environment").values("demo")));
    }

    private String vpc(String environment) {
        return world.client(Ec2Client.class).createVpc(request -> request.cidrBlock("10.9.0.0/16").tagSpecifications(
                        tags -> tags.resourceType(ResourceType.VPC).tags(tag -> tag.key("redkite:environment").value(environment))))
                .vpc().vpcId();
    }

    private void bucket() {
        S3Client s3 = world.client(S3Client.class);
        s3.createBucket(request -> request.bucket("ours")
                .createBucketConfiguration(configuration -> configuration.locationConstraint("us-west-2")));
        s3.putBucketTagging(request -> request.bucket("ours")
                .tagging(tagging -> tagging.tagSet(tag -> tag.key("redkite:environment").value("demo"))));
    }

    private void later(long seconds) {
        world.clock().advance(Duration.ofSeconds(seconds));
    }

    @Test
    void what_is_new_is_listed_after_some_seconds() {
        String vpc = vpc("demo");
        later(4);

        assertThat(ours()).isEmpty();
        later(1);

        assertThat(ours()).containsExactly("arn:aws:ec2:us-west-2:123456789012:vpc/" + vpc);
    }

    @Test
    void what_is_deleted_is_listed_for_a_minute_more() {
        String vpc = vpc("demo");
        later(600);
        world.client(Ec2Client.class).deleteVpc(request -> request.vpcId(vpc));
        later(59);

        assertThat(ours()).hasSize(1);
        later(1);

        assertThat(ours()).isEmpty();
    }

    @Test
    void names_come_as_each_service_writes_them() {
        bucket();
        world.client(SecretsManagerClient.class).createSecret(request -> request.name("AmazonMSK_login").secretString("{}")
                .clientRequestToken("a token of thirty-two characters!").tags(tag -> tag.key("redkite:environment").value("demo")));
        world.client(KmsClient.class).createKey(request -> request.tags(tag -> tag.tagKey("redkite:environment").tagValue("demo")));
        world.logs().standing("/aws/eks/demo/cluster", Map.of("redkite:environment", "demo"));
        tagging.getResources(request -> { });
        later(5);

        assertThat(ours()).satisfiesExactly(
                key -> assertThat(key).matches("arn:aws:kms:us-west-2:123456789012:key/[0-9a-f-]{36}"),
                group -> assertThat(group).isEqualTo("arn:aws:logs:us-west-2:123456789012:log-group:/aws/eks/demo/cluster"),
                bucket -> assertThat(bucket).isEqualTo("arn:aws:s3:::ours"),
                secret -> assertThat(secret).matches("arn:aws:secretsmanager:us-west-2:123456789012:secret:AmazonMSK_login-.{6}"));
    }

    @Test
    void a_key_that_awaits_its_deletion_is_still_listed() {
        KmsClient kms = world.client(KmsClient.class);
        String key = kms.createKey(request -> request.tags(tag -> tag.tagKey("redkite:environment").tagValue("demo")))
                .keyMetadata().keyId();
        kms.scheduleKeyDeletion(request -> request.keyId(key).pendingWindowInDays(7));
        later(600);

        assertThat(ours()).singleElement().asString().endsWith(key);
    }

    @Test
    void what_was_never_tagged_is_not_listed_and_what_lost_its_tags_is_only_without_a_filter() {
        Ec2Client ec2 = world.client(Ec2Client.class);
        String never = ec2.createVpc(request -> request.cidrBlock("10.8.0.0/16")).vpc().vpcId();
        String once = vpc("demo");
        later(600);
        ec2.deleteTags(request -> request.resources(once));

        assertThat(ours()).isEmpty();
        assertThat(arns(request -> request.resourceTypeFilters("ec2:vpc"))).noneMatch(arn -> arn.endsWith(never)).anyMatch(arn -> arn.endsWith(once));
    }

    @Test
    void filters_are_alternatives_within_and_conditions_between() {
        vpc("one");
        vpc("two");
        vpc("three");
        bucket();
        later(600);

        assertThat(arns(request -> request.tagFilters(filter -> filter.key("redkite:environment").values("one", "two")))).hasSize(2);
        assertThat(arns(request -> request.tagFilters(filter -> filter.key("redkite:environment")))).hasSize(4);
        assertThat(arns(request -> request.tagFilters(
                filter -> filter.key("redkite:environment"), filter -> filter.key("team")))).isEmpty();
        assertThat(arns(request -> request.resourceTypeFilters("s3", "ec2:subnet")
                .tagFilters(filter -> filter.key("redkite:environment")))).containsExactly("arn:aws:s3:::ours");
    }

    @Test
    void answers_come_in_pages_and_the_last_has_an_empty_token() {
        for (String environment : List.of("one", "two", "three")) {
            vpc(environment);
        }
        later(600);
        List<Integer> sizes = new ArrayList<>();
        tagging.getResourcesPaginator(request -> request.resourcesPerPage(2).tagFilters(filter -> filter.key("redkite:environment")))
                .forEach(page -> sizes.add(page.resourceTagMappingList().size()));
        GetResourcesResponse all = tagging.getResources(request -> request.tagFilters(filter -> filter.key("redkite:environment")));

        assertThat(sizes).containsExactly(2, 1);
        assertThat(all.paginationToken()).isEmpty();
    }

    @Test
    void pages_of_none_or_more_than_100_and_foreign_tokens_are_refused() {
        for (int size : List.of(0, 101)) {
            assertThatThrownBy(() -> tagging.getResources(request -> request.resourcesPerPage(size))).hasMessageContaining("between 1 and 100");
        }
        assertThatThrownBy(() -> tagging.getResources(request -> request.paginationToken("x"))).hasMessageContaining("not valid");
        assertThatThrownBy(() -> tagging.getResources(request -> request.resourceARNList("arn:aws:s3:::ours").resourceTypeFilters("s3")))
                .hasMessageContaining("cannot be given with");
    }

    @Test
    void roles_are_never_listed_and_asking_for_them_is_loud() {
        world.client(IamClient.class).createRole(request -> request.roleName("ours").assumeRolePolicyDocument("""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"eks.amazonaws.com"},\
                "Action":"sts:AssumeRole"}]}""").tags(tag -> tag.key("redkite:environment").value("demo")));
        later(600);

        assertThat(ours()).isEmpty();
        assertThatThrownBy(() -> tagging.getResources(request -> request.resourceTypeFilters("iam:role")))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void what_is_global_is_listed_in_northern_virginia_only() {
        assertThat(ofProvider(world)).isEmpty();
        assertThat(ofProvider(new World(new VirtualClock(World.START), "123456789012", "us-east-1")))
                .containsExactly("arn:aws:iam::123456789012:oidc-provider/oidc.example.com/id/1");
    }

    private static List<String> ofProvider(World in) {
        in.client(IamClient.class).createOpenIDConnectProvider(request -> request.url("https://oidc.example.com/id/1")
                .clientIDList("sts.amazonaws.com").tags(tag -> tag.key("redkite:environment").value("demo")));
        in.clock().advance(Duration.ofMinutes(10));
        return in.client(ResourceGroupsTaggingApiClient.class)
                .getResources(request -> request.tagFilters(filter -> filter.key("redkite:environment"))).resourceTagMappingList().stream()
                .map(ResourceTagMapping::resourceARN)
                .toList();
    }
}
