package dev.redkite.catalog;

/**
 * A Milvus version with the chart that installs it.
 *
 * @param chartDigest   SHA-256 of the packed chart, in hexadecimal: Helm does not check it, Redkite does
 * @param scramOnKafka4 whether this version's Kafka client can log in by SCRAM to Kafka 4.x
 *                      (https://github.com/milvus-io/milvus/issues/52601)
 */
public record MilvusRelease(
        String version,
        String chartVersion,
        String chartDigest,
        ChartFamily family,
        boolean scramOnKafka4) {}
