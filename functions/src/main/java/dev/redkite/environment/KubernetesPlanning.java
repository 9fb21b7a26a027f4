package dev.redkite.environment;

import dev.redkite.catalog.Catalog;
import dev.redkite.environment.AccountSnapshot.KubernetesVersion;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which Kubernetes the cluster runs. A cluster that runs a version may go on with it, whether or not EKS still makes such clusters. */
record KubernetesPlanning(Catalog catalog, AccountSnapshot snapshot, Violations violations, List<String> warnings) {

    /** Long enough to plan an upgrade, short enough that it is not said of every environment. */
    private static final Duration NEAR = Duration.ofDays(90);

    /** @param planned what the environment was last planned to be */
    String version(EnvironmentSpec.Kubernetes wanted, @Nullable Plan planned) {
        String version = Optional.ofNullable(wanted.version())
                .or(() -> Optional.ofNullable(snapshot.clusterVersion()).map(running -> later(planned, running)))
                .orElseGet(this::usual);
        List<String> makeable = snapshot.kubernetesVersions().stream()
                .filter(KubernetesVersion::standardSupport).map(KubernetesVersion::version).toList();
        Optional<KubernetesVersion> found = snapshot.findKubernetes(version);
        if (!version.equals(snapshot.clusterVersion()) && !makeable.contains(version)) {
            violations.add("$.kubernetes.version", "EKS %s; use one of %s".formatted(
                    found.isEmpty() ? "does not offer " + version
                            : "has %s under extended support only, which costs more and which Redkite's clusters do not ask for".formatted(version),
                    String.join(", ", makeable)));
        }
        found.filter(KubernetesVersion::standardSupport).map(KubernetesVersion::standardSupportUntil)
                .ifPresent(until -> warn(version, until));
        return version;
    }

    /** The catalog's, or the next one that EKS makes clusters of. */
    private String usual() {
        String usual = catalog.defaultKubernetesVersion();
        return catalog.supportedKubernetesVersions().stream()
                .filter(version -> snapshot.findKubernetes(version).filter(KubernetesVersion::standardSupport).isPresent())
                .sorted((one, other) -> Boolean.compare(other.equals(usual), one.equals(usual)))
                .findFirst()
                .orElse(usual);
    }

    /** https://docs.aws.amazon.com/eks/latest/userguide/view-upgrade-policy.html, on the standard policy. */
    private void warn(String version, Instant until) {
        if (until.isBefore(snapshot.at().plus(NEAR))) {
            warnings.add("Kubernetes %s leaves EKS' standard support on %s: EKS moves the cluster on to the next version by itself then, unless an update does so before."
                    .formatted(version, until.atOffset(ZoneOffset.UTC).toLocalDate()));
        }
    }

    /** EKS itself moves clusters on whose version leaves standard support, and never back. */
    private static String later(@Nullable Plan planned, String running) {
        return planned == null || UpdateRules.earlier(planned.cluster().kubernetesVersion(), running)
                ? running : planned.cluster().kubernetesVersion();
    }
}
