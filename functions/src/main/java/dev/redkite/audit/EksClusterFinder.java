package dev.redkite.audit;

import dev.redkite.audit.Leftover.Leaving;
import dev.redkite.audit.Leftover.Sweepable;
import dev.redkite.failure.AwsErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        List<Leftover> ours = new ArrayList<>();
        List<String> untouched = new ArrayList<>();
        for (String name : names) {
            AwsErrors.find(() -> eks.describeNodegroup(
                            request -> request.clusterName(spec.cluster()).nodegroupName(name)).nodegroup())
                    .ifPresent(group -> judge(spec, group, ours, untouched));
        }
        return new Findings(1 + names.size(), ours, untouched, List.of());
    }

    private void judge(AuditSpec spec, Nodegroup group, List<Leftover> ours, List<String> untouched) {
        Map<String, String> tags = group.tags();
        if (!spec.ownership().owns(tags)) {
            untouched.add("Node group %s of our cluster %s is not tagged as ours and keeps it standing."
                    .formatted(group.nodegroupName(), group.clusterName()));
            return;
        }
        String name = "node group " + group.nodegroupName();
        ours.add(group.status() == NodegroupStatus.DELETING
                ? new Leaving(name, group.statusAsString())
                : new Sweepable(name, () -> eks.deleteNodegroup(
                        request -> request.clusterName(group.clusterName()).nodegroupName(group.nodegroupName()))));
    }

    @Override
    public Set<String> types() {
        return Set.of("eks:cluster", "eks:nodegroup", "eks:addon", "eks:access-entry");
    }
}
