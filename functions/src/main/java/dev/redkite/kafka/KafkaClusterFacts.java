package dev.redkite.kafka;

/** The MSK cluster; bootstrap brokers are host:9096 pairs, separated by commas, for SASL/SCRAM over TLS. */
public record KafkaClusterFacts(String arn, String bootstrapBrokers) {}
