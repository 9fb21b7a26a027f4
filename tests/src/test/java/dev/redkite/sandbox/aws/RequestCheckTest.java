package dev.redkite.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutBucketTaggingRequest;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

class RequestCheckTest {

    private final World world = World.standing();

    @Test
    void a_missing_member_is_refused_before_the_fake_sees_the_request() {
        assertThatThrownBy(() -> world.client(S3Client.class).putBucketTagging(PutBucketTaggingRequest.builder().bucket("demo").build()))
                .isInstanceOf(AwsServiceException.class).hasMessageContaining("PutBucketTagging.Tagging is required");
        assertThat(world.calls()).isEmpty();
    }

    @Test
    void a_value_of_the_wrong_length_is_refused() {
        assertThatThrownBy(() -> world.client(SecretsManagerClient.class).describeSecret(request -> request.secretId("")))
                .isInstanceOf(AwsServiceException.class).hasMessageContaining("SecretId's length is 0");
    }

    @Test
    void an_operation_that_no_fake_knows_is_refused_loudly() {
        assertThatThrownBy(() -> world.client(S3Client.class).listBuckets())
                .isInstanceOf(UnsupportedOperationException.class).hasMessageContaining("ListBuckets");
    }

    @Test
    void a_sound_request_is_passed_on_and_seen() {
        world.client(S3Client.class).createBucket(request -> request.bucket("demo-bucket")
                .createBucketConfiguration(configuration -> configuration.locationConstraint("us-west-2")));

        assertThat(world.calls()).extracting(Call::toString).containsExactly("S3:CreateBucket");
    }
}
