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
record KafkaClusterFinder(KafkaClient kafka) implements ResourceFinder {

    @Override
    public Findings ask(AuditSpec spec) {
        return cluster(spec).plus(configuration(spec));
    }

    private Findings cluster(AuditSpec spec) {
        String name = spec.names().clusterName();
        Optional<Cluster> found = kafka.listClustersV2Paginator(request -> request.clusterNameFilter(name))
                .clusterInfoList().stream()
                .filter(cluster -> cluster.clusterName().equals(name))
                .findFirst();
        if (found.isEmpty()) {
            return Findings.absent();
        }
        Cluster cluster = found.get();
        if (!spec.ownership().owns(cluster.tags())) {
            return Findings.untouched("MSK cluster %s bears our name and not our tags.".formatted(name));
        }
        return Findings.left(cluster.state() == ClusterState.DELETING
                ? new Leaving("MSK cluster " + name, cluster.stateAsString())
                : new Sweepable("MSK cluster " + name,
                        () -> kafka.deleteCluster(request -> request.clusterArn(cluster.clusterArn()))));
    }

    /** MSK takes no tags for it when it is made, so the tag stands in its description. */
    private Findings configuration(AuditSpec spec) {
        String name = spec.names().clusterName();
        Optional<Configuration> found = kafka.listConfigurationsPaginator(request -> request.maxResults(100))
                .configurations().stream()
                .filter(configuration -> configuration.name().equals(name))
                .findFirst();
        if (found.isEmpty()) {
            return Findings.absent();
        }
        Configuration configuration = found.get();
        String marker = "(%s=%s)".formatted(Ownership.ENVIRONMENT, spec.ownership().environment());
        if (configuration.description() == null || !configuration.description().contains(marker)) {
            return Findings.untouched("MSK configuration %s bears our name and not our mark.".formatted(name));
        }
        return Findings.left(configuration.state() == ConfigurationState.DELETING
                ? new Leaving("MSK configuration " + name, configuration.stateAsString())
                : new Sweepable("MSK configuration " + name,
                        () -> kafka.deleteConfiguration(request -> request.arn(configuration.arn()))));
    }

    @Override
    public Set<String> types() {
        return Set.of("kafka:cluster", "kafka:configuration");
    }
}
