package dev.redkite.audit;

import dev.redkite.audit.Leftover.Leaving;
import dev.redkite.audit.Leftover.Sweepable;
import dev.redkite.failure.AwsErrors;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.eks.model.ClusterStatus;
import software.amazon.awssdk.services.eks.model.Nodegroup;
import software.amazon.awssdk.services.eks.model.NodegroupStatus;

/** The cluster and, while it stands, its node groups. Add-ons and access entries have no life without it. */
record EksClusterFinder(EksClient eks) implements ResourceFinder {

    @Override
    public Findings ask(AuditSpec spec) {
        Optional<Cluster> found =
                AwsErrors.find(() -> eks.describeCluster(request -> request.name(spec.cluster())).cluster());
        if (found.isEmpty()) {
            return Findings.absent();
        }
        ClusterLeftovers.requireOurs(spec, found.get());
        return nodeGroups(spec).plus(Findings.left(cluster(found.get())));
    }

    private Leftover cluster(Cluster cluster) {
        String name = "EKS cluster " + cluster.name();
        return cluster.status() == ClusterStatus.DELETING
                ? new Leaving(name, cluster.statusAsString())
                : new Sweepable(name, () -> eks.deleteCluster(request -> request.name(cluster.name())));
    }

    private Findings nodeGroups(AuditSpec spec) {
        List<String> names = AwsErrors.find(() ->
                        eks.listNodegroupsPaginator(request -> request.clusterName(spec.cluster()))
                                .nodegroups().stream().toList())
                .orElse(List.of());
        return names.stream()
                .map(name -> AwsErrors.find(() -> eks.describeNodegroup(
                                request -> request.clusterName(spec.cluster()).nodegroupName(name)).nodegroup())
                        .map(group -> nodeGroup(spec, group))
                        .orElseGet(Findings::absent))
                .reduce(Findings.absent(), Findings::plus);
    }

    private Findings nodeGroup(AuditSpec spec, Nodegroup group) {
        if (!spec.ownership().owns(group.tags())) {
            return Findings.untouched("Node group %s of our cluster %s is not tagged as ours and keeps it standing."
                    .formatted(group.nodegroupName(), group.clusterName()));
        }
        String name = "node group " + group.nodegroupName();
        return Findings.left(group.status() == NodegroupStatus.DELETING
                ? new Leaving(name, group.statusAsString())
                : new Sweepable(name, () -> eks.deleteNodegroup(
                        request -> request.clusterName(group.clusterName()).nodegroupName(group.nodegroupName()))));
    }

    @Override
    public Set<String> types() {
        return Set.of("eks:cluster", "eks:nodegroup", "eks:addon", "eks:access-entry");
    }
}
