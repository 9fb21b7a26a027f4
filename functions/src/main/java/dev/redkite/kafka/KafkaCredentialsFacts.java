package dev.redkite.kafka;

/**
 * Where the login lies; the password itself never leaves Secrets Manager but for the Kubernetes Secret.
 *
 * @param versionId a name of what the secret holds now: another one after every rotation, and once the secret was made anew
 */
public record KafkaCredentialsFacts(String secretArn, String keyArn, String versionId) {}
