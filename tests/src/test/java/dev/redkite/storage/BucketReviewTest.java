package dev.redkite.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.json.Json;
import dev.redkite.sandbox.aws.World;
import dev.redkite.stage.StageRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.S3Client;

/** What is said of a bucket before it is adopted. */
class BucketReviewTest {

    private static final String KEY = "arn:aws:kms:us-west-2:123456789012:key/11111111-2222-3333-4444-555555555555";

    private final World world = World.standing();
    private final S3Client s3 = world.client(S3Client.class);
    private final BucketReview review = new BucketReview(s3);

    private void bucket() {
        s3.createBucket(request -> request.bucket("data").createBucketConfiguration(configuration -> configuration.locationConstraint("us-west-2")));
    }

    private void encrypt(String algorithm, String key) {
        bucket();
        s3.putBucketEncryption(request -> request.bucket("data").serverSideEncryptionConfiguration(
                encryption -> encryption.rules(rule -> rule.applyServerSideEncryptionByDefault(by -> by.sseAlgorithm(algorithm).kmsMasterKeyID(key)))));
    }

    @Test
    void nothing_is_said_against_a_bucket_of_the_account() {
        bucket();

        assertThat(review.violations("data", "123456789012", "storage.bucket")).isEmpty();
    }

    @Test
    void a_bucket_that_is_not_there_can_be_made_or_left_out() {
        assertThat(review.violations("data", "123456789012", "storage.bucket")).singleElement().asString()
                .startsWith(ObjectStorageStage.missing("data", "storage.bucket")).endsWith(", or leave storage.bucket out.");
    }

    @Test
    void a_bucket_of_another_account_is_refused_in_the_stages_words() {
        bucket();

        assertThat(review.violations("data", "210987654321", "storage.bucket")).singleElement().asString().contains("data");
    }

    @Test
    void a_bucket_encrypts_with_the_key_that_it_names() {
        encrypt("aws:kms", KEY);

        assertThat(review.findKey("data")).contains(KEY);
    }

    @Test
    void a_bucket_that_names_no_key_of_its_own_encrypts_with_aws_own() {
        encrypt("aws:kms", null);
        assertThat(review.findKey("data")).isEmpty();

        s3.putBucketEncryption(request -> request.bucket("data").serverSideEncryptionConfiguration(
                encryption -> encryption.rules(rule -> rule.applyServerSideEncryptionByDefault(by -> by.sseAlgorithm("AES256")))));
        assertThat(review.findKey("data")).isEmpty();
    }

    @Test
    void a_bucket_that_is_not_there_has_no_key() {
        assertThat(review.findKey("data")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"{\"removeData\":true} | true", "{\"removeData\":false} | false", "{} | false"})
    void data_goes_only_when_the_request_says_so(String request, boolean removes) {
        StageRequest teardown = Json.convert(Json.parse("""
                {"action": "retire", "request": %s, "plan": {"environment": "demo", "generation": 1, "account": "123456789012", "region": "us-west-2",
                 "tags": {}, "protected": false, "storage": {"bucket": "data", "adopted": false, "rootPath": "demo/g1"}}}""".formatted(request)), StageRequest.class);

        assertThat(ObjectStorageSpec.of(teardown).removesData()).isEqualTo(removes);
    }
}
