package dev.redkite.environment;

import dev.redkite.catalog.Catalog;
import dev.redkite.catalog.MilvusRelease;
import dev.redkite.sizing.KafkaSize;
import java.util.Optional;

/** The MSK cluster. What stands is kept unless the workload has outgrown it, for each change restarts every broker. */
final class KafkaPlanning {

    /** https://docs.aws.amazon.com/MSK/2.0/APIReference/v2-clusters.html, numberOfBrokerNodes */
    private static final int MOST_BROKERS = 15;

    private final Catalog catalog;
    private final Violations violations;

    KafkaPlanning(Catalog catalog, Violations violations) {
        this.catalog = catalog;
        this.violations = violations;
    }

    Plan.Kafka plan(EnvironmentSpec.Kafka wanted, KafkaSize size, int zones, MilvusRelease milvus, Optional<Plan.Kafka> standing) {
        String version = Optional.ofNullable(wanted.version())
                .or(() -> standing.map(Plan.Kafka::version))
                .orElseGet(() -> catalog.defaultKafka().version());
        violations.addAll("$.kafka.version", catalog.kafkaViolations(version, milvus));
        String type = Optional.ofNullable(wanted.instanceType())
                .or(() -> standing.map(Plan.Kafka::instanceType).filter(each -> suffices(each, size)))
                .orElseGet(size::brokerType);
        violations.addUnless(catalog.findBrokerType(type).isPresent(), "$.kafka.instanceType",
                type + " is not offered; use one of " + String.join(", ", catalog.supportedBrokerTypes()));
        int brokers = Optional.ofNullable(wanted.brokers())
                .orElseGet(() -> Math.max(multiple(size.brokers(), zones), standing.map(Plan.Kafka::brokers).orElse(0)));
        violations.addUnless(brokers % zones == 0, "$.kafka.brokers",
                "%d brokers cannot be spread evenly over %d availability zones; use %d".formatted(
                        brokers, zones, Math.min(multiple(brokers, zones), MOST_BROKERS / zones * zones)));
        int volume = Optional.ofNullable(wanted.volumeGibibytes())
                .orElseGet(() -> Math.max(size.diskGibibytes(), standing.map(Plan.Kafka::volumeGibibytes).orElse(0)));
        return new Plan.Kafka(version, type, brokers, volume);
    }

    private boolean suffices(String type, KafkaSize size) {
        return catalog.findBrokerType(type)
                .filter(found -> found.vcpus() >= size.cpu() && found.memoryGibibytes() >= size.memoryGibibytes())
                .isPresent();
    }

    private static int multiple(int atLeast, int of) {
        return (atLeast + of - 1) / of * of;
    }
}
