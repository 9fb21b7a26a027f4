package dev.redkite.cluster;

import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.StageBroken;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Step;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.eks.model.ClusterStatus;

/** The cluster of an environment that stays as it is, and our way into it: functions that came with a later Redkite are let in first. */
record ClusterEntryStep(EksClient eks) implements Step<ClusterAccessSpec, EksClusterFacts> {

    @Override
    public Progress<EksClusterFacts> run(ClusterAccessSpec spec) {
        Cluster cluster = AwsErrors.find(() -> eks.describeCluster(request -> request.name(spec.name())).cluster())
                .filter(found -> spec.ownership().owns(found.tags()))
                .orElseThrow(() -> new StageBroken("EKS cluster %s is not there. Next: update the environment, which makes anew what is missing."
                        .formatted(spec.name())));
        return cluster.status() == ClusterStatus.ACTIVE
                ? new AccessEntriesStep(eks).run(spec).map(_ -> EksClusterFacts.of(cluster, null))
                : new Pending<>("EKS cluster %s is %s".formatted(spec.name(), cluster.statusAsString()));
    }
}
