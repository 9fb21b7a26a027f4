package dev.redkite.kafka;

import dev.redkite.environment.Ownership;
import dev.redkite.failure.AwsErrors;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.kafka.KafkaClient;
import software.amazon.awssdk.services.kafka.model.Cluster;
import software.amazon.awssdk.services.kafka.model.ClusterState;

/** Finds a cluster by its name, which is unique in account and region; the ARN ends in what nobody can compute. */
final class KafkaClusters {

    private KafkaClusters() {}

    /** In which nothing of a cluster is compared or changed. */
    private static final Set<ClusterState> UNDER_WAY = Set.of(ClusterState.CREATING, ClusterState.DELETING);

    /**
     * The list's filter is a prefix, and its entries are summaries, hence the second call; state and tags are in them, and
     * no more is asked of a cluster that is on its way up or down.
     *
     * @throws dev.redkite.failure.NotOurs when somebody else's cluster bears the name
     */
    static Optional<Cluster> find(KafkaClient kafka, String name, Ownership ownership) {
        Optional<Cluster> found = named(kafka, name).flatMap(cluster -> UNDER_WAY.contains(cluster.state()) && cluster.hasTags()
                ? Optional.of(cluster)
                : AwsErrors.find(() -> kafka.describeClusterV2(request -> request.clusterArn(cluster.clusterArn())).clusterInfo()));
        return required(found, name, ownership);
    }

    /** The list's entry, for whoever needs no more than ARN and state. */
    static Optional<Cluster> findListed(KafkaClient kafka, String name, Ownership ownership) {
        return required(named(kafka, name), name, ownership);
    }

    private static Optional<Cluster> named(KafkaClient kafka, String name) {
        return kafka.listClustersV2Paginator(request -> request.clusterNameFilter(name)).clusterInfoList().stream()
                .filter(cluster -> cluster.clusterName().equals(name))
                .findFirst();
    }

    private static Optional<Cluster> required(Optional<Cluster> found, String name, Ownership ownership) {
        found.ifPresent(cluster -> ownership.require("MSK cluster " + name, cluster.tags()));
        return found;
    }
}
