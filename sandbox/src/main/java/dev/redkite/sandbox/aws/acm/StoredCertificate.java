package dev.redkite.sandbox.aws.acm;

import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.acm.model.*;

/**
 * A certificate that somebody has asked ACM for, or has put there.
 *
 * @param key as ACM's model has it, such as {@code RSA_2048}
 */
public record StoredCertificate(
        String arn, List<String> hosts, CertificateType type, CertificateStatus status, String key, Instant from, Instant until) {

    /** One as people have it: issued by Amazon, with a key that everything takes. */
    static StoredCertificate issued(String arn, List<String> hosts, Instant from, Instant until) {
        return new StoredCertificate(arn, hosts, CertificateType.AMAZON_ISSUED, CertificateStatus.ISSUED, "RSA_2048", from, until);
    }

    public StoredCertificate with(CertificateStatus changed) {
        return new StoredCertificate(arn, hosts, type, changed, key, from, until);
    }

    public StoredCertificate with(CertificateType changed) {
        return new StoredCertificate(arn, hosts, changed, status, key, from, until);
    }

    public StoredCertificate withKey(String changed) {
        return new StoredCertificate(arn, hosts, type, status, changed, from, until);
    }

    public StoredCertificate counting(Instant begin, Instant end) {
        return new StoredCertificate(arn, hosts, type, status, key, begin, end);
    }

    public StoredCertificate of(String... names) {
        return new StoredCertificate(arn, List.of(names), type, status, key, from, until);
    }

    /** What was never issued has no time in which it counts. */
    private boolean issued() {
        return status == CertificateStatus.ISSUED || status == CertificateStatus.EXPIRED || status == CertificateStatus.REVOKED
                || status == CertificateStatus.INACTIVE;
    }

    /** Whether a load balancer can show it now. */
    public boolean counts(Instant now) {
        return status == CertificateStatus.ISSUED && !hosts.isEmpty() && !now.isBefore(from) && now.isBefore(until);
    }

    /** Keys with a hyphen, as AWS answers here and nowhere else (https://docs.aws.amazon.com/cli/latest/reference/acm/describe-certificate.html). */
    CertificateDetail described(Instant now) {
        boolean ended = status == CertificateStatus.ISSUED && !now.isBefore(until);
        return CertificateDetail.builder()
                .certificateArn(arn)
                .domainName(hosts.isEmpty() ? "none" : hosts.getFirst())
                .subjectAlternativeNames(hosts)
                .type(type)
                .status(ended ? CertificateStatus.EXPIRED : status)
                .keyAlgorithm(key.replaceFirst("_", "-"))
                .notBefore(issued() ? from : null)
                .notAfter(issued() ? until : null)
                .build();
    }
}
