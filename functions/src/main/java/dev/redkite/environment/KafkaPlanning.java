package dev.redkite.environment;

import dev.redkite.catalog.Catalog;
import dev.redkite.catalog.MilvusRelease;
import dev.redkite.sizing.KafkaSize;
import java.util.Objects;

/** The MSK cluster. */
final class KafkaPlanning {

    private KafkaPlanning() {}

    static Plan.Kafka plan(
            EnvironmentSpec.Kafka wanted, KafkaSize size, int zones, MilvusRelease milvus, Catalog catalog, Violations violations) {
        String version = Objects.requireNonNullElse(wanted.version(), catalog.defaultKafka().version());
        violations.addAll("$.kafka.version", catalog.kafkaViolations(version, milvus));
        String type = Objects.requireNonNullElse(wanted.instanceType(), size.brokerType());
        violations.addUnless(catalog.findBrokerType(type).isPresent(), "$.kafka.instanceType",
                type + " is not offered; use one of " + String.join(", ", catalog.supportedBrokerTypes()));
        int brokers = wanted.brokers() == null ? multiple(size.brokers(), zones) : wanted.brokers();
        violations.addUnless(brokers % zones == 0, "$.kafka.brokers",
                "%d brokers cannot be spread evenly over %d availability zones; use %d".formatted(brokers, zones, multiple(brokers, zones)));
        int volume = Objects.requireNonNullElse(wanted.volumeGibibytes(), size.diskGibibytes());
        return new Plan.Kafka(version, type, brokers, volume);
    }

    private static int multiple(int atLeast, int of) {
        return (atLeast + of - 1) / of * of;
    }
}
