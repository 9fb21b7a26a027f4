package dev.redkite.environment;

import dev.redkite.catalog.Catalog;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who reaches Milvus and Attu: nobody outside the private ranges and those of the network itself unless the user says who.
 *
 * @param network the ranges of the VPC, which may be others than private ones; 100.64.0.0/10 is often given to pods
 */
record ExposurePlanning(
        EnvironmentSpec specification, AccountSnapshot snapshot, List<String> network, Violations violations, List<String> warnings) {

    /** https://www.rfc-editor.org/rfc/rfc1918, section 3. */
    private static final List<String> PRIVATE_RANGES = List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16");

    /** Each is a rule for HTTP and one for HTTPS, and a security group holds 60. */
    private static final int MOST_RANGES_OF_TWO_PORTS = 30;

    /**
     * Whether Milvus asks for a login. It asks for none unless it is told to (https://milvus.io/docs/authenticate.md), and there are
     * no rights without logins: whoever connects may drop everything. So what is newly made does, and what stands goes on as
     * it is, for its clients would be refused; on the internet none goes without, unless that is given up in words that mean nothing else.
     *
     * @param current whether clients have had to log in so far
     */
    boolean login(Optional<Boolean> current) {
        EnvironmentSpec.Milvus milvus = specification.milvus();
        boolean facing = specification.exposure().scheme() == Scheme.INTERNET_FACING;
        boolean without = Boolean.TRUE.equals(specification.exposure().withoutLogin());
        violations.addUnless(!facing || without || !Boolean.FALSE.equals(milvus.authentication()), "$.milvus.authentication",
                "is false, and Milvus is to face the internet, where whoever connects could read and drop everything; leave it out,"
                        + " so that Milvus asks for a login, or say exposure.withoutLogin: true");
        violations.addUnless(!without || !Boolean.TRUE.equals(milvus.authentication()), "$.exposure.withoutLogin",
                "is true, but so is milvus.authentication; leave one of them out");
        return Objects.requireNonNullElse(milvus.authentication(), !without && (facing || current.orElse(true)));
    }

    /**
     * @param authenticated whether Milvus asks for a login
     * @param current       what was last begun to be made in this life
     */
    Plan.Exposure milvus(boolean authenticated, @Nullable Plan current) {
        EnvironmentSpec.Exposure wanted = specification.exposure();
        Scheme scheme = Objects.requireNonNullElse(wanted.scheme(), Scheme.INTERNAL);
        if (scheme == Scheme.INTERNET_FACING) {
            facing(authenticated, wanted.certificateArn() != null);
        }
        Plan.Domain domain = wanted.domain() == null ? null
                : new DomainPlanning(violations, warnings).domain(wanted.domain(), snapshot.hostedZone(), scheme).orElse(null);
        certificate("$.exposure", wanted.certificateArn(), snapshot.certificates().milvus(), domain == null ? null : names().milvusHost(domain.zone()));
        return new Plan.Exposure(scheme, sourceRanges("$.exposure", "Milvus", scheme, wanted.sourceRanges()), domain,
                current == null ? List.of() : DomainPlanning.former(current.exposure(), domain), wanted.certificateArn());
    }

    private void facing(boolean authenticated, boolean encrypted) {
        if (encrypted && authenticated) {
            return;
        }
        warnings.add(authenticated
                ? "Milvus faces the internet without TLS: logins and data cross it unencrypted."
                : "Milvus faces the internet%s asks for no login: whoever is in sourceRanges may read and drop everything."
                        .formatted(encrypted ? " and" : " without TLS and"));
    }

    /** In which life it is makes no difference to the names that stay. */
    private Names names() {
        return new Names(specification.name(), 1, "", "");
    }

    private void certificate(String owner, @Nullable String arn, AccountSnapshot.Certificate found, @Nullable String host) {
        new CertificatePlanning(owner + ".certificateArn", violations, warnings)
                .check(arn, found, specification.exposure().domain() != null, host);
    }

    /** @param domain where it has a name that stays */
    Plan.Attu attu(Plan.@Nullable Domain domain, Catalog catalog) {
        EnvironmentSpec.Attu wanted = specification.attu();
        Scheme scheme = Objects.requireNonNullElse(wanted.scheme(), Scheme.INTERNAL);
        boolean enabled = Objects.requireNonNullElse(wanted.enabled(), true);
        if (enabled && scheme == Scheme.INTERNET_FACING && wanted.certificateArn() == null) {
            warnings.add("Attu faces the internet without TLS: what is typed there crosses it unencrypted.");
        }
        certificate("$.attu", wanted.certificateArn(), snapshot.certificates().attu(), domain == null ? null : names().attuHost(domain.zone()));
        List<String> ranges = sourceRanges("$.attu", "Attu", scheme, wanted.sourceRanges());
        violations.addUnless(wanted.certificateArn() == null || ranges.size() <= MOST_RANGES_OF_TWO_PORTS, "$.attu.sourceRanges",
                "has %d ranges, and %d are the most where there is a certificate, for two ports; name fewer, larger ones"
                        .formatted(ranges.size(), MOST_RANGES_OF_TWO_PORTS));
        return new Plan.Attu(enabled, catalog.attuVersion(), scheme, ranges, wanted.certificateArn());
    }

    private List<String> sourceRanges(String path, String what, Scheme scheme, @Nullable List<String> wanted) {
        violations.addUnless(scheme == Scheme.INTERNAL || wanted != null, path + ".sourceRanges",
                what + " is to face the internet: say who may connect, e.g. [\"203.0.113.0/24\"]");
        if (wanted != null && scheme == Scheme.INTERNET_FACING && everywhere(wanted)) {
            warnings.add("%s is open to the whole internet.".formatted(what));
        }
        return wanted != null ? wanted
                : Stream.concat(PRIVATE_RANGES.stream(), network.stream().filter(range -> !isPrivate(range))).toList();
    }

    private static boolean isPrivate(String range) {
        return AddressRange.around(range).filter(each -> PRIVATE_RANGES.stream().map(AddressRange::require).anyMatch(known -> known.contains(each)))
                .isPresent();
    }

    /** Half of all addresses, or more, is everywhere, in however many ranges it is written. */
    private static boolean everywhere(List<String> ranges) {
        return ranges.stream().map(AddressRange::around).flatMap(Optional::stream).mapToLong(AddressRange::size).sum() >= 1L << 31;
    }
}
