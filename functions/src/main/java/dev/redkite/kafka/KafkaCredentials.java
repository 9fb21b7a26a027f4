package dev.redkite.kafka;

import dev.redkite.stage.InOrder;
import java.util.List;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.kafka.KafkaClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Key, secret, association; taken apart in reverse, once the cluster is gone, so that no broker reads a secret that is going. */
final class KafkaCredentials {

    private KafkaCredentials() {}

    static InOrder<KafkaCredentialsSpec, KafkaCredentialsFacts> stage(
            KmsClient kms, SecretsManagerClient secrets, KafkaClient kafka, RandomGenerator random) {
        return new InOrder<>(KafkaCredentialsFacts.class, List.of(
                new CredentialsKeyStage(kms),
                new CredentialsSecretStage(secrets, kms, random),
                new ScramAssociationStage(kafka, secrets)));
    }
}
