package dev.redkite.kafka;

import dev.redkite.environment.Identity;
import dev.redkite.environment.Names;
import dev.redkite.environment.Ownership;
import dev.redkite.environment.Plan;
import dev.redkite.network.NetworkFacts;
import dev.redkite.stage.StageRequest;
import java.util.List;

/**
 * The MSK cluster that an environment wants.
 *
 * @param subnetIds one a zone
 */
record KafkaClusterSpec(
        Names names,
        Plan.Kafka kafka,
        List<String> subnetIds,
        String securityGroupId,
        KafkaConfigurationFacts configuration,
        Ownership ownership) {

    KafkaClusterSpec {
        subnetIds = List.copyOf(subnetIds);
    }

    static KafkaClusterSpec of(StageRequest request) {
        Plan plan = request.plan();
        NetworkFacts network = request.facts("network", NetworkFacts.class);
        return new KafkaClusterSpec(
                plan.names(),
                plan.kafka(),
                BrokerPlacement.of(network, plan.kafka().brokers()).subnetIds(),
                network.brokerSecurityGroupId(),
                request.facts("kafkaConfiguration", KafkaConfigurationFacts.class),
                plan.ownership());
    }

    Identity identity() {
        return new Identity(names, ownership);
    }

    String name() {
        return names.clusterName();
    }
}
