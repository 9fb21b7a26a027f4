package dev.redkite.kafka;

import dev.redkite.environment.Names;
import dev.redkite.environment.Ownership;
import dev.redkite.environment.Plan;

/**
 * The environment's logins, and which cluster is to know the brokers'.
 *
 * @param login what brokers and Milvus share
 * @param root  what whoever uses Milvus shows it
 * @param first whether no earlier call of this state can have made a key
 */
record KafkaCredentialsSpec(
        String cluster, Login login, Login root, String keyAlias, Ownership ownership, boolean first) {

    /** @param secret where it lies */
    record Login(String secret, String user, String description) {}

    /** The same, at the first call of its state. */
    KafkaCredentialsSpec atFirst() {
        return new KafkaCredentialsSpec(cluster, login, root, keyAlias, ownership, true);
    }

    static KafkaCredentialsSpec of(Plan plan) {
        Names names = plan.names();
        return new KafkaCredentialsSpec(
                names.clusterName(),
                new Login(names.kafkaSecret(), names.kafkaUser(), "Login of Milvus to the MSK cluster " + names.clusterName()),
                new Login(names.rootSecret(), "root", "Root's login to Milvus in Redkite environment " + plan.environment()),
                names.keyAlias(), plan.ownership(), false);
    }
}
