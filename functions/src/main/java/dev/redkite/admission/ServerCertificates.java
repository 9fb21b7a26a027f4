package dev.redkite.admission;

import dev.redkite.deployment.Deployment;
import dev.redkite.environment.AccountSnapshot;
import dev.redkite.environment.EnvironmentSpec;
import dev.redkite.failure.AwsErrors;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.acm.model.CertificateDetail;
import software.amazon.awssdk.services.acm.model.CertificateStatus;
import software.amazon.awssdk.services.acm.model.CertificateType;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * Server certificates of the user's that load balancers are to show, and what can be known to stand against that beforehand:
 * otherwise the load balancer controller would be told, half an hour later. Redkite never changes one.
 *
 * @param acm made when there is one
 * @param iam likewise
 */
record ServerCertificates(Supplier<AcmClient> acm, Supplier<IamClient> iam, Deployment deployment, InstantSource time) {

    /**
     * Load balancers for networks take no others, and those for applications all that ACM has
     * (https://docs.aws.amazon.com/elasticloadbalancing/latest/network/tls-listener-certificates.html, …/application/https-listener-certificates.html).
     */
    private static final Set<String> KEYS_OF_NETWORKS =
            Set.of("RSA_1024", "RSA_2048", "RSA_3072", "EC_prime256v1", "EC_secp384r1", "EC_secp521r1");

    private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);

    AccountSnapshot.Certificates of(EnvironmentSpec specification) {
        return new AccountSnapshot.Certificates(
                judged(specification.exposure().certificateArn(), true), judged(specification.attu().certificateArn(), false));
    }

    private AccountSnapshot.Certificate judged(@Nullable String arn, boolean network) {
        if (arn == null) {
            return AccountSnapshot.Certificate.NONE;
        }
        return elsewhere(arn.split(":", 6)).map(AccountSnapshot.Certificate::refused)
                .or(() -> found(arn).map(certificate -> judged(certificate, network)))
                .orElseGet(() -> AccountSnapshot.Certificate.refused("there is no such certificate"));
    }

    /** https://docs.aws.amazon.com/acm/latest/userguide/acm-regions.html: a certificate is used where it is, and by its account. */
    private Optional<String> elsewhere(String[] arn) {
        if (!arn[1].equals(deployment.partition().id())) {
            return Optional.of("it is in the partition %s, and the load balancer in %s".formatted(arn[1], deployment.partition().id()));
        }
        if (!arn[3].isEmpty() && !arn[3].equals(deployment.region())) {
            return Optional.of("it is in %s, and the load balancer in %s".formatted(arn[3], deployment.region()));
        }
        return arn[4].equals(deployment.account()) ? Optional.empty()
                : Optional.of("it is in account %s, and the load balancer in %s".formatted(arn[4], deployment.account()));
    }

    private Optional<ServerCertificate> found(String arn) {
        if (arn.split(":", 6)[2].equals("acm")) {
            return AwsErrors.find(() -> acm.get().describeCertificate(request -> request.certificateArn(arn)).certificate()).map(this::ofManager);
        }
        String name = arn.substring(arn.lastIndexOf('/') + 1);
        return AwsErrors.find(() -> iam.get().getServerCertificate(request -> request.serverCertificateName(name)).serverCertificate())
                .filter(found -> found.serverCertificateMetadata().arn().equals(arn))
                .map(found -> ServerCertificate.parsed(found.certificateBody())
                        .warning("%s ends on %s, and IAM renews none: name another before.".formatted(
                                arn, DAY.format(found.serverCertificateMetadata().expiration()))));
    }

    /** ACM writes keys' kinds with a hyphen here, RSA-2048, and as its model has them elsewhere. */
    private ServerCertificate ofManager(CertificateDetail found) {
        ServerCertificate certificate = new ServerCertificate(found.subjectAlternativeNames(),
                found.keyAlgorithmAsString().replace('-', '_'), found.notBefore(), found.notAfter(),
                found.status() == CertificateStatus.ISSUED ? List.of() : List.of("it is %s, not ISSUED".formatted(found.statusAsString())), List.of());
        if (found.type() == CertificateType.PRIVATE) {
            return certificate.warning("%s is of a private authority: clients need that authority's certificate (pymilvus: server_pem_path)."
                    .formatted(found.certificateArn()));
        }
        return found.type() == CertificateType.IMPORTED && found.notAfter() != null
                ? certificate.warning("%s ends on %s, and ACM renews no imported one: import it anew before."
                        .formatted(found.certificateArn(), DAY.format(found.notAfter())))
                : certificate;
    }

    private AccountSnapshot.Certificate judged(ServerCertificate found, boolean network) {
        List<String> against = new ArrayList<>(found.against());
        Instant now = time.instant();
        if (found.until() != null && !found.until().isAfter(now)) {
            against.add("it ended on " + DAY.format(found.until()));
        }
        if (found.from() != null && found.from().isAfter(now)) {
            against.add("it begins on " + DAY.format(found.from()));
        }
        if (network && !KEYS_OF_NETWORKS.contains(found.key())) {
            against.add("its key is %s, and a load balancer for networks takes RSA up to 3072 bits and the curves P-256, P-384 and P-521".formatted(found.key()));
        }
        if (found.hosts().isEmpty()) {
            against.add("it names no host");
        }
        return new AccountSnapshot.Certificate(against, found.hosts(), found.warnings());
    }
}
