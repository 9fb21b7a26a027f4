package dev.redkite.contract.judges;

import dev.redkite.failure.AwsErrors.Kind;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.iam.IamClient;

/** Server certificates, which Redkite only reads. */
class CertificateContractTest extends Behaviours {

    @Test
    void a_certificate_that_acm_does_not_have_is_absent() {
        refuses(Kind.ABSENT, () -> client(AcmClient.class).describeCertificate(request -> request
                .certificateArn("arn:aws:acm:us-west-2:123456789012:certificate/00000000-1234-1234-1234-123456789012")));
    }

    @Test
    void a_certificate_that_iam_does_not_have_is_absent() {
        refuses(Kind.ABSENT, () -> client(IamClient.class).getServerCertificate(request -> request.serverCertificateName("none")));
    }
}
