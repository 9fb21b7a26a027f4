package dev.redkite.audit;

import dev.redkite.environment.Ownership;
import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.NotOurs;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.Cluster;

/**
 * Everything that bears a cluster's name instead of our tags, because the cluster's own parts made it. It is ours when
 * our cluster of that name is gone or is ours.
 *
 * @param parts in the order in which they can go
 */
record ClusterLeftovers(EksClient eks, List<ResourceFinder> parts) implements ResourceFinder {

    ClusterLeftovers {
        parts = List.copyOf(parts);
    }

    @Override
    public Findings ask(AuditSpec spec) {
        AwsErrors.find(() -> eks.describeCluster(request -> request.name(spec.cluster())).cluster())
                .ifPresent(cluster -> requireOurs(spec, cluster));
        return parts.stream().map(part -> part.findings(spec)).reduce(Findings.NOTHING, Findings::plus);
    }

    /** @throws NotOurs when it is somebody else's */
    static void requireOurs(AuditSpec spec, Cluster cluster) {
        if (!spec.ownership().owns(cluster.tags())) {
            throw new NotOurs("EKS cluster %s stands and is not tagged %s=%s, so nothing that bears its name was touched."
                    .formatted(cluster.name(), Ownership.ENVIRONMENT, spec.ownership().environment()));
        }
    }

    @Override
    public Set<String> types() {
        return parts.stream().flatMap(part -> part.types().stream()).collect(Collectors.toSet());
    }
}
