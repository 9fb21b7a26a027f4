package dev.redkite.kafka;

/** The MSK configuration to start brokers with. */
public record KafkaConfigurationFacts(String arn, long revision) {}
