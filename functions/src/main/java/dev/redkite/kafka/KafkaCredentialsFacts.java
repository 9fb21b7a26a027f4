package dev.redkite.kafka;

/** Where the login lies; the password itself never leaves Secrets Manager but for the Kubernetes Secret. */
public record KafkaCredentialsFacts(String secretArn, String keyArn) {}
