package dev.redkite.sandbox.aws.acm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.sandbox.aws.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.acm.model.CertificateDetail;
import software.amazon.awssdk.services.acm.model.CertificateStatus;

class FakeAcmClientTest {

    private static final String ID = "12345678-1234-1234-1234-123456789012";

    private final World world = World.standing();
    private final AcmClient client = world.client(AcmClient.class);
    private final String arn = world.fake(FakeAcmClient.class).standing(ID, "*.milvus.example.com", "*.attu.example.com");

    private CertificateDetail described() {
        return client.describeCertificate(request -> request.certificateArn(arn)).certificate();
    }

    private void refuses(String asked, String code) {
        assertThatThrownBy(() -> client.describeCertificate(request -> request.certificateArn(asked)))
                .isInstanceOfSatisfying(AwsServiceException.class, error -> assertThat(error.awsErrorDetails().errorCode()).isEqualTo(code));
    }

    @Test
    void describes_a_certificate_with_its_key_as_aws_writes_it_here() {
        assertThat(described().subjectAlternativeNames()).containsExactly("*.milvus.example.com", "*.attu.example.com");
        assertThat(described().status()).isEqualTo(CertificateStatus.ISSUED);
        assertThat(described().keyAlgorithmAsString()).isEqualTo("RSA-2048");
        assertThat(described().notAfter()).isAfter(world.now());
    }

    @Test
    void an_end_is_a_status_of_its_own() {
        world.clock().advance(Duration.ofDays(301));

        assertThat(described().status()).isEqualTo(CertificateStatus.EXPIRED);
    }

    @Test
    void what_is_not_issued_yet_has_no_time_in_which_it_counts() {
        world.fake(FakeAcmClient.class).change(arn, found -> found.with(CertificateStatus.PENDING_VALIDATION));

        assertThat(described().notAfter()).isNull();
        assertThat(world.fake(FakeAcmClient.class).find(arn)).hasValueSatisfying(found -> assertThat(found.counts(world.now())).isFalse());
    }

    @Test
    void refuses_what_is_not_there_and_what_is_no_arn_of_a_certificate() {
        world.fake(FakeAcmClient.class).delete(arn);

        refuses(arn, "ResourceNotFoundException");
        refuses("arn:aws:acm:us-west-2:123456789012:certificate/mine", "InvalidArnException");
    }
}
