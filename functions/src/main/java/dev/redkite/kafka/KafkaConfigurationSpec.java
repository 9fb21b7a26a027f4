package dev.redkite.kafka;

import dev.redkite.environment.Identity;
import dev.redkite.environment.Names;
import dev.redkite.environment.Ownership;
import dev.redkite.environment.Plan;
import dev.redkite.network.NetworkFacts;
import dev.redkite.stage.StageRequest;

record KafkaConfigurationSpec(Names names, String properties, Ownership ownership) {

    static KafkaConfigurationSpec of(StageRequest request) {
        Plan plan = request.plan();
        NetworkFacts network = request.facts("network", NetworkFacts.class);
        return new KafkaConfigurationSpec(plan.names(),
                BrokerProperties.over(BrokerPlacement.of(network, plan.kafka().brokers()).zones()), plan.ownership());
    }

    Identity identity() {
        return new Identity(names, ownership);
    }

    String name() {
        return names.clusterName();
    }

    /** MSK configurations cannot be tagged when they are made, so the environment's tag stands in the description. */
    String description() {
        return ownership.description("Brokers for Milvus");
    }
}
