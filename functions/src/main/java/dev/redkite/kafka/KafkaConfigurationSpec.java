package dev.redkite.kafka;

import dev.redkite.environment.Ownership;
import dev.redkite.environment.Plan;
import dev.redkite.network.NetworkFacts;
import dev.redkite.stage.StageRequest;

/** @param properties null when it is only to be removed */
record KafkaConfigurationSpec(String name, String properties, Ownership ownership) {

    static KafkaConfigurationSpec of(StageRequest request) {
        Plan plan = request.plan();
        return new KafkaConfigurationSpec(plan.names().prefixed(), switch (request.action()) {
            case ensure -> {
                NetworkFacts network = request.facts("network", NetworkFacts.class);
                yield BrokerProperties.over(BrokerPlacement.of(network, plan.kafka().brokers()).zones());
            }
            case retire -> null;
        }, plan.ownership());
    }

    /** MSK configurations cannot be tagged when they are made, so the environment's tag stands in the description. */
    String description() {
        return ownership.description("Brokers for Milvus");
    }
}
