package dev.redkite.kafka;

import dev.redkite.environment.Ownership;
import dev.redkite.environment.Plan;
import dev.redkite.network.NetworkFacts;
import dev.redkite.stage.StageRequest;
import java.util.List;

/**
 * The MSK cluster that an environment wants.
 *
 * @param subnetIds     one a zone; empty when the cluster is only to be removed
 * @param configuration null when the cluster is only to be removed
 */
record KafkaClusterSpec(
        String name,
        Plan.Kafka kafka,
        List<String> subnetIds,
        String securityGroupId,
        KafkaConfigurationFacts configuration,
        Ownership ownership) {

    KafkaClusterSpec {
        subnetIds = List.copyOf(subnetIds);
    }

    static KafkaClusterSpec of(StageRequest request) {
        return switch (request.action()) {
            case ensure -> wanted(request);
            case retire -> toRemove(request.plan());
        };
    }

    private static KafkaClusterSpec wanted(StageRequest request) {
        Plan plan = request.plan();
        NetworkFacts network = request.facts("network", NetworkFacts.class);
        return new KafkaClusterSpec(
                plan.names().prefixed(),
                plan.kafka(),
                BrokerPlacement.of(network, plan.kafka().brokers()).subnetIds(),
                network.brokerSecurityGroupId(),
                request.facts("kafkaConfiguration", KafkaConfigurationFacts.class),
                plan.ownership());
    }

    static KafkaClusterSpec toRemove(Plan plan) {
        return new KafkaClusterSpec(plan.names().prefixed(), plan.kafka(), List.of(), null, null, plan.ownership());
    }

    boolean onlyToRemove() {
        return configuration == null;
    }
}
