package dev.redkite.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.environment.Ownership;
import dev.redkite.json.Json;
import dev.redkite.sandbox.aws.World;
import dev.redkite.stage.Progress.Done;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.TransitionStorageClass;

class BucketProtectionTest {

    private final World world = World.standing();
    private final S3Client s3 = world.client(S3Client.class);
    private final ObjectStorageStage stage = new ObjectStorageStage(s3);
    private final ObjectStorageSpec wanted = new ObjectStorageSpec("redkite-demo-123456789012-us-west-2", false, "demo/g1",
            "123456789012", "us-west-2", new Ownership("demo", 1, Map.of()), true);

    /** Read back and written out here, for a constant always agrees with itself. */
    @Test
    void nobody_reads_or_writes_the_bucket_over_plain_http() {
        stage.ensure(wanted);

        assertThat(Json.parse(s3.getBucketPolicy(request -> request.bucket(wanted.bucket())).policy())).isEqualTo(Json.parse("""
                {"Version": "2012-10-17", "Statement": [{
                  "Sid": "EncryptedTransportOnly",
                  "Effect": "Deny",
                  "Principal": "*",
                  "Action": "s3:*",
                  "Resource": ["arn:aws:s3:::redkite-demo-123456789012-us-west-2", "arn:aws:s3:::redkite-demo-123456789012-us-west-2/*"],
                  "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}"""));
    }

    @Test
    void all_four_switches_block_public_access() {
        stage.ensure(wanted);

        assertThat(s3.getPublicAccessBlock(request -> request.bucket(wanted.bucket())).publicAccessBlockConfiguration())
                .isEqualTo(PublicAccessBlockConfiguration.builder()
                        .blockPublicAcls(true).ignorePublicAcls(true).blockPublicPolicy(true).restrictPublicBuckets(true).build());
    }

    @Test
    void objects_are_encrypted_by_default() {
        stage.ensure(wanted);

        assertThat(s3.getBucketEncryption(request -> request.bucket(wanted.bucket()))
                .serverSideEncryptionConfiguration().rules()).singleElement().satisfies(rule -> {
                    assertThat(rule.applyServerSideEncryptionByDefault().sseAlgorithmAsString()).isEqualTo("AES256");
                    assertThat(rule.bucketKeyEnabled()).isTrue();
                });
    }

    @Test
    void uploads_that_nobody_ends_go_after_a_week() {
        stage.ensure(wanted);

        assertThat(s3.getBucketLifecycleConfiguration(request -> request.bucket(wanted.bucket())).rules())
                .singleElement().satisfies(rule -> {
                    assertThat(rule.statusAsString()).isEqualTo("Enabled");
                    assertThat(rule.filter().prefix()).isEmpty();
                    assertThat(rule.abortIncompleteMultipartUpload().daysAfterInitiation()).isEqualTo(7);
                });
    }

    /** S3 replaces all rules at once. */
    @Test
    void keeps_the_lifecycle_rules_that_somebody_has_put_in_the_place_of_ours() {
        stage.ensure(wanted);
        LifecycleRule theirs = LifecycleRule.builder().id("cheaper").status(ExpirationStatus.ENABLED).filter(filter -> filter.prefix("demo/"))
                .transitions(transition -> transition.days(30).storageClass(TransitionStorageClass.INTELLIGENT_TIERING)).build();
        s3.putBucketLifecycleConfiguration(request -> request.bucket(wanted.bucket())
                .lifecycleConfiguration(configuration -> configuration.rules(theirs)));

        assertThat(stage.ensure(wanted)).isInstanceOf(Done.class);

        assertThat(s3.getBucketLifecycleConfiguration(request -> request.bucket(wanted.bucket())).rules())
                .extracting(LifecycleRule::id).containsExactly("cheaper", "abandoned-uploads");
    }

    /** S3 replaces the whole policy at once. */
    @Test
    void keeps_the_statements_that_somebody_has_put_in_the_place_of_ours() {
        stage.ensure(wanted);
        s3.putBucketPolicy(request -> request.bucket(wanted.bucket()).policy("""
                {"Version": "2012-10-17", "Statement": [{"Sid": "Auditors", "Effect": "Allow", "Action": "s3:ListBucket",
                  "Principal": {"AWS": "arn:aws:iam::123456789012:root"}, "Resource": "arn:aws:s3:::redkite-demo-123456789012-us-west-2"}]}"""));

        assertThat(stage.ensure(wanted)).isInstanceOf(Done.class);

        assertThat(Json.parse(s3.getBucketPolicy(request -> request.bucket(wanted.bucket())).policy()).findValuesAsText("Sid"))
                .containsExactly("Auditors", "EncryptedTransportOnly");
    }

    @Test
    void encrypts_again_by_its_own_key_what_somebody_has_let_encrypt_by_another() {
        stage.ensure(wanted);
        s3.putBucketEncryption(request -> request.bucket(wanted.bucket()).serverSideEncryptionConfiguration(
                encryption -> encryption.rules(rule -> rule.applyServerSideEncryptionByDefault(by -> by.sseAlgorithm("aws:kms")))));
        world.takeChanges();

        assertThat(stage.ensure(wanted)).isInstanceOf(Done.class);

        assertThat(world.takeChanges()).containsExactly("S3:PutBucketEncryption");
    }

    @Test
    void a_statement_of_our_name_that_somebody_has_changed_is_replaced() {
        stage.ensure(wanted);
        s3.putBucketPolicy(request -> request.bucket(wanted.bucket()).policy("""
                {"Version": "2012-10-17", "Statement": [{"Sid": "EncryptedTransportOnly", "Effect": "Deny", "Action": "s3:GetObject",
                  "Principal": "*", "Resource": "arn:aws:s3:::redkite-demo-123456789012-us-west-2/*"}]}"""));

        assertThat(stage.ensure(wanted)).isInstanceOf(Done.class);

        assertThat(Json.parse(s3.getBucketPolicy(request -> request.bucket(wanted.bucket())).policy()).findValuesAsText("Action")).containsExactly("s3:*");
    }

    @Test
    void a_rule_of_our_name_that_somebody_has_changed_is_replaced() {
        stage.ensure(wanted);
        s3.putBucketLifecycleConfiguration(request -> request.bucket(wanted.bucket()).lifecycleConfiguration(configuration -> configuration.rules(
                rule -> rule.id("abandoned-uploads").status(ExpirationStatus.DISABLED).filter(filter -> filter.prefix(""))
                        .abortIncompleteMultipartUpload(abort -> abort.daysAfterInitiation(7)))));

        assertThat(stage.ensure(wanted)).isInstanceOf(Done.class);

        assertThat(s3.getBucketLifecycleConfiguration(request -> request.bucket(wanted.bucket())).rules())
                .singleElement().satisfies(rule -> assertThat(rule.status()).isEqualTo(ExpirationStatus.ENABLED));
    }
}
