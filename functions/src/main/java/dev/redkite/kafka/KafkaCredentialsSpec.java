package dev.redkite.kafka;

import dev.redkite.environment.Names;
import dev.redkite.environment.Plan;
import dev.redkite.outside.Partition;
import dev.redkite.stage.Ownership;

/** The login that brokers and Milvus share: where it lies and which cluster is to know it. */
record KafkaCredentialsSpec(
        String cluster, String secret, String user, String keyAlias, String account, Partition partition, Ownership ownership) {

    static KafkaCredentialsSpec of(Plan plan, Partition partition) {
        Names names = plan.names();
        return new KafkaCredentialsSpec(names.prefixed(), names.kafkaSecret(), names.kafkaUser(), names.keyAlias(),
                plan.account(), partition, plan.ownership());
    }
}
