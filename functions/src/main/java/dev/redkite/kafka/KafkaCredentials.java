package dev.redkite.kafka;

import dev.redkite.stage.Beside;
import dev.redkite.stage.InOrder;
import java.util.List;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.kafka.KafkaClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Key, secrets, association; taken apart in reverse, once the cluster is gone, so that no broker reads a secret that is going.
 * Root's login to Milvus is made beside the brokers', with the same key: long before Milvus starts for the first time.
 */
final class KafkaCredentials {

    private KafkaCredentials() {}

    static InOrder<KafkaCredentialsSpec, KafkaCredentialsFacts> stage(
            KmsClient kms, SecretsManagerClient secrets, KafkaClient kafka, RandomGenerator random) {
        CredentialsSecretStage login = new CredentialsSecretStage(KafkaCredentialsSpec::login, secrets, kms, random);
        CredentialsSecretStage root = new CredentialsSecretStage(KafkaCredentialsSpec::root, secrets, kms, random);
        return new InOrder<>(KafkaCredentialsFacts.class, List.of(
                new CredentialsKeyStage(kms),
                new Beside<>(CredentialsSecretStage.Facts.class, List.of(login, new RootLoginStage(root))),
                new ScramAssociationStage(kafka, login)));
    }
}
