package dev.redkite.environment;

import dev.redkite.catalog.Catalog;
import dev.redkite.catalog.MilvusRelease;
import dev.redkite.sizing.KafkaSize;
import dev.redkite.text.SpellingSuggestion;
import java.util.List;
import java.util.Optional;

/** The MSK cluster. What stands is kept unless the workload has outgrown it, for each change restarts every broker. */
record KafkaPlanning(Catalog catalog, AccountSnapshot snapshot, Violations violations) {

    /** https://docs.aws.amazon.com/MSK/2.0/APIReference/v2-clusters.html, numberOfBrokerNodes */
    private static final int MOST_BROKERS = 15;

    /** Of the brokers. */
    String type(EnvironmentSpec.Kafka wanted, KafkaSize size, Optional<Plan.Kafka> current) {
        return Optional.ofNullable(wanted.instanceType())
                .or(() -> current.map(Plan.Kafka::instanceType).filter(each -> suffices(each, size)))
                .orElseGet(size::brokerType);
    }

    /** @param type as {@link #type} has it */
    Plan.Kafka plan(
            EnvironmentSpec.Kafka wanted, String type, KafkaSize size, int zones, MilvusRelease milvus, Optional<Plan.Kafka> current) {
        String version = version(wanted, milvus, current.map(Plan.Kafka::version));
        violations.addUnless(catalog.findBrokerType(type).isPresent(), "$.kafka.instanceType",
                type + " is not offered; use one of " + String.join(", ", catalog.supportedBrokerTypes())
                        + SpellingSuggestion.meant(type, catalog.supportedBrokerTypes()));
        int brokers = Optional.ofNullable(wanted.brokers())
                .orElseGet(() -> Math.max(size.brokers(zones), current.map(Plan.Kafka::brokers).orElse(0)));
        violations.addUnless(brokers % zones == 0, "$.kafka.brokers",
                "%d brokers cannot be spread evenly over %d availability zones; use %d".formatted(
                        brokers, zones, Math.min(multiple(brokers, zones), MOST_BROKERS / zones * zones)));
        int volume = Optional.ofNullable(wanted.volumeGibibytes())
                .orElseGet(() -> Math.max(size.diskGibibytes(), current.map(Plan.Kafka::volumeGibibytes).orElse(0)));
        return new Plan.Kafka(version, type, brokers, volume);
    }

    /** What stands goes on, whether or not MSK still makes clusters of that version. */
    private String version(EnvironmentSpec.Kafka wanted, MilvusRelease milvus, Optional<String> current) {
        List<String> makeable = catalog.supportedKafkaVersions(milvus).stream().filter(this::offered).toList();
        String version = Optional.ofNullable(wanted.version())
                .or(() -> current)
                .orElseGet(() -> usual(makeable));
        List<String> violated = catalog.kafkaViolations(version, milvus);
        violations.addAll("$.kafka.version", violated);
        violations.addUnless(!violated.isEmpty() || current.filter(version::equals).isPresent() || offered(version), "$.kafka.version",
                "MSK makes no clusters of %s in this region now; %s".formatted(version, makeable.isEmpty()
                        ? "and of none that Milvus %s can use: ask the Redkite of another region".formatted(milvus.version())
                        : "use one of " + String.join(", ", makeable)));
        return version;
    }

    /** The catalog's, or the next one that MSK makes clusters of. */
    private String usual(List<String> makeable) {
        String usual = catalog.defaultKafka().version();
        return makeable.isEmpty() || makeable.contains(usual) ? usual : makeable.getFirst();
    }

    private boolean offered(String version) {
        return snapshot.kafkaVersions().isEmpty() || snapshot.kafkaVersions().contains(version);
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
