package dev.redkite.sandbox.aws.acm;

import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.FakeService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.acm.model.*;

/** AWS Certificate Manager: what others have there, to be looked at. Nobody here asks it for a certificate. */
public final class FakeAcmClient extends FakeService implements AcmClient {

    private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final Duration COUNTS = Duration.ofDays(300);

    private final AccountRegion place;
    private final Map<String, StoredCertificate> certificates = new TreeMap<>();

    public FakeAcmClient(AccountRegion place) {
        this.place = place;
    }

    /** A certificate of the user's for these hosts, issued yesterday; its ARN. */
    public synchronized String standing(String id, String... hosts) {
        String arn = place.arn("acm", "certificate/" + id);
        certificates.put(arn, StoredCertificate.issued(arn, List.of(hosts), place.now().minus(Duration.ofDays(1)), place.now().plus(COUNTS)));
        return arn;
    }

    /** Something becomes of it. */
    public synchronized void change(String arn, UnaryOperator<StoredCertificate> change) {
        certificates.computeIfPresent(arn, (_, found) -> change.apply(found));
    }

    /** Somebody deletes it. */
    public synchronized void delete(String arn) {
        certificates.remove(arn);
    }

    public synchronized Optional<StoredCertificate> find(String arn) {
        return Optional.ofNullable(certificates.get(arn));
    }

    @Override
    public synchronized DescribeCertificateResponse describeCertificate(DescribeCertificateRequest request) {
        String arn = request.certificateArn();
        if (!arn.matches("arn:[^:]+:acm:[^:]*:[0-9]{12}:certificate/" + ID)) {
            throw Errors.of("Acm", 400, "InvalidArnException", "Invalid ARN: " + arn);
        }
        StoredCertificate found = find(arn).orElseThrow(() -> Errors.of("Acm", 400, "ResourceNotFoundException",
                "Could not find certificate %s.".formatted(arn)));
        return DescribeCertificateResponse.builder().certificate(found.described(place.now())).build();
    }
}
