package dev.redkite.audit;

import dev.redkite.audit.Leftover.Leaving;
import dev.redkite.audit.Leftover.Sweepable;
import dev.redkite.environment.Ownership;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.kafka.KafkaClient;
import software.amazon.awssdk.services.kafka.model.Cluster;
import software.amazon.awssdk.services.kafka.model.ClusterState;
import software.amazon.awssdk.services.kafka.model.Configuration;
import software.amazon.awssdk.services.kafka.model.ConfigurationState;

/** The MSK cluster and its configuration, by name. */
final class KafkaClusters implements Inquiry {

    private final KafkaClient kafka;

    KafkaClusters(KafkaClient kafka) {
        this.kafka = kafka;
    }

    @Override
    public Answer ask(AuditSpec wanted) {
        return cluster(wanted).plus(configuration(wanted));
    }

    private Answer cluster(AuditSpec wanted) {
        String name = wanted.names().prefixed();
        Optional<Cluster> found = kafka.listClustersV2Paginator(request -> request.clusterNameFilter(name))
                .clusterInfoList().stream()
                .filter(cluster -> cluster.clusterName().equals(name))
                .findFirst();
        if (found.isEmpty()) {
            return Answer.absent();
        }
        Cluster cluster = found.get();
        if (!wanted.ownership().owns(cluster.tags())) {
            return Answer.untouched("MSK cluster %s bears our name and not our tags.".formatted(name));
        }
        return Answer.left(cluster.state() == ClusterState.DELETING
                ? new Leaving("MSK cluster " + name, cluster.stateAsString())
                : new Sweepable("MSK cluster " + name,
                        () -> kafka.deleteCluster(request -> request.clusterArn(cluster.clusterArn()))));
    }

    /** MSK takes no tags for it when it is made, so the tag stands in its description. */
    private Answer configuration(AuditSpec wanted) {
        String name = wanted.names().prefixed();
        Optional<Configuration> found = kafka.listConfigurationsPaginator(request -> request.maxResults(100))
                .configurations().stream()
                .filter(configuration -> configuration.name().equals(name))
                .findFirst();
        if (found.isEmpty()) {
            return Answer.absent();
        }
        Configuration configuration = found.get();
        String marker = "(%s=%s)".formatted(Ownership.ENVIRONMENT, wanted.ownership().environment());
        if (configuration.description() == null || !configuration.description().contains(marker)) {
            return Answer.untouched("MSK configuration %s bears our name and not our mark.".formatted(name));
        }
        return Answer.left(configuration.state() == ConfigurationState.DELETING
                ? new Leaving("MSK configuration " + name, configuration.stateAsString())
                : new Sweepable("MSK configuration " + name,
                        () -> kafka.deleteConfiguration(request -> request.arn(configuration.arn()))));
    }

    @Override
    public Set<String> types() {
        return Set.of("kafka:cluster", "kafka:configuration");
    }
}
