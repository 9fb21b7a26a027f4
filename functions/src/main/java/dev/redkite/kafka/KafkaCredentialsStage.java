package dev.redkite.kafka;

import dev.redkite.stage.Progress.Pending;
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
    private final KafkaClient kafka;

    KafkaCredentialsStage(KmsClient kms, SecretsManagerClient secrets, KafkaClient kafka, RandomGenerator random) {
        key = new CredentialsKeyStage(kms);
        login = new CredentialsSecretStage(KafkaCredentialsSpec::login, secrets, random);
        root = new CredentialsSecretStage(KafkaCredentialsSpec::root, secrets, random);
        this.kafka = kafka;
    }

    @Override
    public Progress<KafkaCredentialsFacts> ensure(KafkaCredentialsSpec spec) {
        return key.ensure(spec)
                .then(found -> logins(new CredentialsSecretStage.Spec(spec, found.keyArn())));
    }

    private Progress<KafkaCredentialsFacts> logins(CredentialsSecretStage.Spec spec) {
        return Progress.all(() -> login.ensure(spec), () -> root.ensure(spec).about("root's login"),
                (secret, _) -> new KafkaCredentialsFacts(secret.secretArn(), spec.keyArn(), secret.versionId()));
    }

    @Override
    public Progress<Void> retire(KafkaCredentialsSpec spec) {
        return Retirement.inOrder(
                () -> withoutBrokers(spec),
                () -> Retirement.all(() -> root.retire(spec).about("root's login"), () -> login.retire(spec)),
                () -> key.retire(spec));
    }

    /**
     * A login goes with its cluster, which a teardown deletes before: MSK lets go of a login on active clusters only, and
     * what it does to a cluster of its own accord takes hours. Until the cluster is gone, its login stays.
     */
    private Progress<Void> withoutBrokers(KafkaCredentialsSpec spec) {
        return kafka.listClustersV2Paginator(request -> request.clusterNameFilter(spec.cluster())).clusterInfoList().stream()
                .filter(cluster -> cluster.clusterName().equals(spec.cluster()) && spec.ownership().owns(cluster.tags()))
                .findFirst()
                .map(cluster -> switch (cluster.state()) {
                    case CREATING, FAILED -> Progress.done();
                    case DELETING -> new Pending<Void>("MSK cluster %s is DELETING".formatted(spec.cluster()));
                    case ACTIVE, HEALING, MAINTENANCE, REBOOTING_BROKER, UPDATING, UNKNOWN_TO_SDK_VERSION ->
                        new Pending<Void>("MSK cluster %s stands and knows the login, which goes after it".formatted(spec.cluster()));
                })
                .orElseGet(Progress::done);
    }
}
