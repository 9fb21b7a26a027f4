package dev.redkite.catalog;

/**
 * A Kafka version as Amazon MSK writes it. The string itself chooses the metadata mode.
 *
 * @param needsScramOnKafka4 a 4.x broker, which older Kafka clients cannot log in to by SCRAM
 */
public record KafkaRelease(String version, MetadataMode metadataMode, boolean needsScramOnKafka4) {

    public enum MetadataMode {
        ZOOKEEPER,
        KRAFT
    }
}
