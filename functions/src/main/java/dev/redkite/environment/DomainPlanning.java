package dev.redkite.environment;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** In which hosted zone an environment has its names. */
record DomainPlanning(Violations violations, List<String> warnings) {

    private static final String PATH = "$.exposure.domain";

    /** @param found what AWS says of the zone that is wanted */
    Optional<Plan.Domain> domain(EnvironmentSpec.Domain wanted, AccountSnapshot.HostedZone found, Scheme scheme) {
        violations.addAll(found.violations());
        if ((wanted.hostedZone() == null) == (wanted.privateZone() == null)) {
            violations.add(PATH, "give one of hostedZone, a zone of yours, and privateZone, which Redkite makes for the VPC");
            return Optional.empty();
        }
        if (wanted.privateZone() != null) {
            warnings.add("In the VPC %s is answered by a private zone alone, which Redkite makes: other names that end so are not found there."
                    .formatted(wanted.privateZone()));
        }
        if (scheme == Scheme.INTERNET_FACING && (wanted.privateZone() != null || found.privateZone())) {
            warnings.add("Milvus faces the internet, and its name is in a private zone, which only VPCs know: from elsewhere it is reached by its load balancer's own name.");
        }
        return Optional.ofNullable(wanted.privateZone()).map(zone -> new Plan.Domain(zone, null))
                .or(() -> Optional.ofNullable(found.name()).map(name -> new Plan.Domain(name, found.id())));
    }

    /** What an update leaves behind is known to the plan before it only. */
    static List<Plan.Domain> former(Plan.Exposure current, Plan.@Nullable Domain next) {
        return current.domains().stream().filter(former -> !former.equals(next)).distinct().toList();
    }
}
