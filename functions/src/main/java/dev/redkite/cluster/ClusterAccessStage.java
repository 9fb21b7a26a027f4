package dev.redkite.cluster;

import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.kubernetes.ClusterAccess;
import dev.redkite.kubernetes.ForeignObject;
import dev.redkite.kubernetes.ForeignObjects;
import dev.redkite.outside.Outside;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Stage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.Cluster;

/**
 * The standing cluster, and our way into it, before anything in it is removed: whoever made it may have been stopped
 * before the functions had their access entries. A cluster that is not there, not ours, or not up yet or any more has
 * nothing of ours in it that could be removed by itself; then there are no facts. One that somebody else has moved into is
 * not removed: this is the last look before anything is touched.
 */
final class ClusterAccessStage implements Stage<EksClusterSpec, EksClusterFacts> {

    /** What is told of one by one; who has more in the cluster finds it there. */
    private static final int MOST_TOLD = 20;

    private final Outside outside;
    private final EksClient eks;
    private final AccessEntriesStage accessEntries;

    ClusterAccessStage(Outside outside) {
        this.outside = outside;
        eks = outside.aws(EksClient.class);
        accessEntries = new AccessEntriesStage(eks);
    }

    @Override
    public Progress<EksClusterFacts> ensure(EksClusterSpec wanted) {
        Optional<Cluster> found = AwsErrors.find(() -> eks.describeCluster(request -> request.name(wanted.name())).cluster())
                .filter(cluster -> wanted.ownership().owns(cluster.tags()));
        return found.isEmpty() ? new Done<>(null) : entered(wanted, found.get());
    }

    private Progress<EksClusterFacts> entered(EksClusterSpec wanted, Cluster cluster) {
        return switch (cluster.status()) {
            case ACTIVE -> switch (accessEntries.ensure(wanted)) {
                case Pending<Void>(String reason) -> new Pending<>(reason);
                case Done<Void> _ -> new Done<>(unshared(wanted, ControlPlaneStage.facts(cluster).with(new OidcProviderFacts(null))));
            };
            case UPDATING -> new Pending<>("EKS cluster %s is UPDATING".formatted(wanted.name()));
            case CREATING, DELETING, FAILED, PENDING, UNKNOWN_TO_SDK_VERSION -> new Done<>(null);
        };
    }

    /** @throws InvalidRequest when somebody else keeps something in the cluster, naming it */
    private EksClusterFacts unshared(EksClusterSpec wanted, EksClusterFacts cluster) {
        List<ForeignObject> found =
                new ForeignObjects(outside.kubernetes(ClusterAccess.of(cluster)), wanted.names().release()).find();
        if (!found.isEmpty()) {
            throw new InvalidRequest(("Environment %s is not torn down, and nothing of it was touched: its EKS cluster %s holds what"
                            + " Redkite did not make and what would be lost with it: %s. Next: move elsewhere what is still needed,"
                            + " delete it here (%s), then send this request again.")
                    .formatted(wanted.ownership().environment(), wanted.name(),
                            listed(found.stream().map(ForeignObject::toString), ", "),
                            listed(found.stream().flatMap(ForeignObject::deletions).distinct(), "; ")));
        }
        return cluster;
    }

    private static String listed(Stream<String> told, String separator) {
        List<String> all = told.toList();
        return all.stream().limit(MOST_TOLD).collect(Collectors.joining(separator))
                + (all.size() > MOST_TOLD ? " and %d more".formatted(all.size() - MOST_TOLD) : "");
    }

    /** The entries vanish with the cluster. */
    @Override
    public Progress<Void> retire(EksClusterSpec wanted) {
        return new Done<>(null);
    }
}
