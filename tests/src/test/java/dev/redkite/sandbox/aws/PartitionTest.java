package dev.redkite.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.sandbox.time.VirtualClock;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kafka.KafkaClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;

/** What the services of one partition say to names of another. */
class PartitionTest {

    private static final String TRUST = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"%s":"%s"},"Action":"sts:AssumeRole"}]}""";

    private final World china = new World(new VirtualClock(World.START), "123456789012", "cn-north-1");
    private final IamClient iam = china.client(IamClient.class);

    private static void refused(String code, String words, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(e.awsErrorDetails().errorMessage()).contains(words);
        });
    }

    private void role(String kind, String principal) {
        iam.createRole(request -> request.roleName("r").assumeRolePolicyDocument(TRUST.formatted(kind, principal)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"eks.amazonaws.com", "ec2.amazonaws.com", "ec2.amazonaws.com.cn"})
    void a_role_may_trust_services_under_the_names_that_they_have_there(String principal) {
        role("Service", principal);
        assertThat(iam.getRole(request -> request.roleName("r")).role().arn()).isEqualTo("arn:aws-cn:iam::123456789012:role/r");
    }

    @Test
    void a_role_cannot_trust_what_there_is_not() {
        refused("MalformedPolicyDocument", "Invalid principal in policy: \"SERVICE\":\"eks.amazonaws.com.cn\"",
                () -> role("Service", "eks.amazonaws.com.cn"));
        refused("MalformedPolicyDocument", "Invalid principal in policy",
                () -> role("Federated", "arn:aws:iam::123456789012:oidc-provider/oidc.eks.cn-north-1.amazonaws.com.cn/id/1"));
    }

    @Test
    void policies_of_another_partition_are_unknown_and_their_resources_invalid() {
        role("Service", "eks.amazonaws.com");
        refused("NoSuchEntity", "does not exist or is not attachable",
                () -> iam.attachRolePolicy(request -> request.roleName("r").policyArn("arn:aws:iam::aws:policy/AmazonEKSClusterPolicy")));
        refused("MalformedPolicyDocument", "Partition \"aws\" is not valid for resource \"arn:aws:s3:::b\".",
                () -> iam.putRolePolicy(request -> request.roleName("r").policyName("p").policyDocument("""
                        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b"}]}""")));
    }

    @Test
    void buckets_and_keys_take_no_policy_that_names_another_partition() {
        S3Client s3 = china.client(S3Client.class);
        s3.createBucket(request -> request.bucket("b-1").createBucketConfiguration(made -> made.locationConstraint("cn-north-1")));
        UnaryOperator<String> policy = partition -> """
                {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:%s:s3:::b-1"]}]}"""
                .formatted(partition);
        refused("MalformedPolicy", "invalid resource", () -> s3.putBucketPolicy(request -> request.bucket("b-1").policy(policy.apply("aws"))));
        s3.putBucketPolicy(request -> request.bucket("b-1").policy(policy.apply("aws-cn")));
        refused("MalformedPolicyDocumentException", "invalid principals", () -> china.client(KmsClient.class).createKey(request -> request.policy("""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},                "Action":"kms:*","Resource":"*"}]}""")));
    }

    @Test
    void nothing_is_found_across_partitions_by_its_arn() {
        refused("ValidationException", "of another partition than aws-cn", () -> china.client(KafkaClient.class)
                .describeClusterV2(request -> request.clusterArn("arn:aws:kafka:cn-north-1:123456789012:cluster/demo/1")));
        refused("ValidationException", "of another partition than aws-cn", () -> china.client(ElasticLoadBalancingV2Client.class)
                .describeTags(request -> request.resourceArns("arn:aws:elasticloadbalancing:cn-north-1:123456789012:loadbalancer/net/a/b")));
    }
}
