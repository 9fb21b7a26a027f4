package dev.redkite.kafka;

import dev.redkite.stage.Progress;
import dev.redkite.stage.Retirement;
import dev.redkite.stage.Stage;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.kafka.KafkaClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Key and secrets, which need no cluster; taken away once it is gone, so that no broker reads a secret that is going.
 * Root's login to Milvus is made beside the brokers', with the same key: long before Milvus starts for the first time. It
 * leaves no facts, for whoever reads it computes its name.
 */
final class KafkaCredentialsStage implements Stage<KafkaCredentialsSpec, KafkaCredentialsSpec, KafkaCredentialsFacts> {

    private final CredentialsKeyStage key;
    private final CredentialsSecretStage login;
    private final CredentialsSecretStage root;
    private final ScramAssociationStage association;

    KafkaCredentialsStage(KmsClient kms, SecretsManagerClient secrets, KafkaClient kafka, RandomGenerator random) {
        key = new CredentialsKeyStage(kms);
        login = new CredentialsSecretStage(KafkaCredentialsSpec::login, secrets, kms, random);
        root = new CredentialsSecretStage(KafkaCredentialsSpec::root, secrets, kms, random);
        association = new ScramAssociationStage(kafka, new CredentialsSecrets(secrets));
    }

    @Override
    public Progress<KafkaCredentialsFacts> ensure(KafkaCredentialsSpec spec) {
        return key.ensure(spec)
                .then(found -> Progress.all(() -> login.ensure(spec), () -> root.ensure(spec).about("root's login"),
                        (secret, _) -> new KafkaCredentialsFacts(secret.secretArn(), found.keyArn(), secret.versionId())));
    }

    @Override
    public Progress<Void> retire(KafkaCredentialsSpec spec) {
        return Retirement.inOrder(
                () -> association.retire(spec),
                () -> Retirement.all(() -> root.retire(spec).about("root's login"), () -> login.retire(spec)),
                () -> key.retire(spec));
    }
}
