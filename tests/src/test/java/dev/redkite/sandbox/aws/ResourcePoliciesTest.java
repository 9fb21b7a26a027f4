package dev.redkite.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** What S3, KMS and Secrets Manager refuse of the policies that they are given. */
class ResourcePoliciesTest {

    private static final String EVERYBODY = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b-1/*"}]}""";

    private final World world = World.standing();
    private final S3Client s3 = world.client(S3Client.class);

    @BeforeEach
    void bucket() {
        s3.createBucket(request -> request.bucket("b-1").createBucketConfiguration(made -> made.locationConstraint("us-west-2")));
    }

    private static void refused(String code, Runnable call) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(AwsServiceException.class,
                refusal -> assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code));
    }

    /** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html. */
    @ParameterizedTest
    @ValueSource(strings = {
        "no policy at all", "[]", "{\"Version\":\"2012-10-17\"}",
        "{\"Version\":\"2012-10-17\",\"Statement\":[]}",
        "{\"Version\":\"2020-01-01\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::b-1\"}]}",
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::b-1\"}]}",
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::b-1\"}]}",
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"everybody\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::b-1\"}]}",
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"ec2:*\",\"Resource\":\"arn:aws:s3:::b-1\"}]}",
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\"}]}",
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::b-2\"}]}",
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws-cn:s3:::b-1\"}]}",
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::b-1\","
                + "\"Condition\":{\"Boolean\":{\"aws:SecureTransport\":\"false\"}}}]}",
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Principals\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::b-1\"}]}"})
    void a_bucket_takes_no_malformed_policy(String policy) {
        refused("MalformedPolicy", () -> s3.putBucketPolicy(request -> request.bucket("b-1").policy(policy)));
    }

    @Test
    void a_policy_for_everybody_is_taken_only_where_it_is_not_blocked() {
        s3.putBucketPolicy(request -> request.bucket("b-1").policy(EVERYBODY));
        s3.putPublicAccessBlock(request -> request.bucket("b-1").publicAccessBlockConfiguration(block -> block.blockPublicPolicy(true)));

        refused("AccessDenied", () -> s3.putBucketPolicy(request -> request.bucket("b-1").policy(EVERYBODY)));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "no policy at all",
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::123456789012:root\"},\"Action\":\"s3:*\",\"Resource\":\"*\"}]}",
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws-cn:iam::123456789012:root\"},\"Action\":\"kms:*\",\"Resource\":\"*\"}]}",
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::123456789012:root\"},\"Action\":\"kms:Decrypt\",\"Resource\":\"*\"}]}",
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::999999999999:root\"},\"Action\":\"kms:*\",\"Resource\":\"*\"}]}"})
    void a_key_takes_no_malformed_policy_and_none_that_locks_its_account_out(String policy) {
        KmsClient kms = world.client(KmsClient.class);
        String key = kms.createKey(request -> {}).keyMetadata().keyId();
        world.clock().advance(Duration.ofMinutes(5));

        refused("MalformedPolicyDocumentException", () -> kms.putKeyPolicy(request -> request.keyId(key).policy(policy)));
        refused("MalformedPolicyDocumentException", () -> kms.createKey(request -> request.policy(policy)));
    }

    @Test
    void a_secret_takes_no_malformed_policy_and_none_for_everybody_where_it_is_asked_not_to() {
        SecretsManagerClient secrets = world.client(SecretsManagerClient.class);
        String secret = world.secretsManager().standing("theirs", "value", null);
        String everybody = EVERYBODY.replace("s3:GetObject", "secretsmanager:GetSecretValue").replace("arn:aws:s3:::b-1/*", "*");

        refused("MalformedPolicyDocumentException", () -> secrets.putResourcePolicy(request -> request.secretId(secret).resourcePolicy(EVERYBODY)));
        refused("PublicPolicyException", () ->
                secrets.putResourcePolicy(request -> request.secretId(secret).resourcePolicy(everybody).blockPublicPolicy(true)));
        secrets.putResourcePolicy(request -> request.secretId(secret).resourcePolicy(everybody));
    }

    @Test
    void a_trust_that_denies_does_not_let_in() {
        String trust = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"%s\",\"Principal\":{\"Service\":\"eks.amazonaws.com\"},\"Action\":\"%s\"}]}";
        world.iam().standing("denied", trust.formatted("Deny", "sts:AssumeRole"));
        world.iam().standing("tagged-only", trust.formatted("Allow", "sts:TagSession"));
        world.iam().standing("allowed", trust.formatted("Allow", "sts:AssumeRole"));

        assertThat(world.iam().assumable("arn:aws:iam::123456789012:role/denied", "eks.amazonaws.com")).isFalse();
        assertThat(world.iam().assumable("arn:aws:iam::123456789012:role/tagged-only", "eks.amazonaws.com")).isFalse();
        assertThat(world.iam().assumable("arn:aws:iam::123456789012:role/allowed", "eks.amazonaws.com")).isTrue();
    }
}
