package dev.redkite.kafka;

import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.Confidential;
import dev.redkite.failure.Failures;
import dev.redkite.stage.Json;
import dev.redkite.stage.Observation;
import dev.redkite.stage.Observation.Drifted;
import dev.redkite.stage.Resource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/**
 * The secret that holds the login. Its value is drawn when it is made and never again, never read here, and never
 * part of a fact, a message or a log.
 */
final class CredentialsSecretStage implements Resource<KafkaCredentialsSpec, CredentialsSecretStage.Facts> {

    record Facts(String secretArn, String versionId) {}

    private final SecretsManagerClient secrets;
    private final CredentialsKeys keys;
    private final RandomGenerator random;

    CredentialsSecretStage(SecretsManagerClient secrets, KmsClient kms, RandomGenerator random) {
        this.secrets = secrets;
        this.keys = new CredentialsKeys(kms);
        this.random = random;
    }

    @Override
    public Observation<Facts> observe(KafkaCredentialsSpec wanted) {
        return find(secrets, wanted).map(secret -> observed(wanted, secret)).orElseGet(Observation::absent);
    }

    /** @throws dev.redkite.failure.NotOurs when somebody else's secret bears the name, awaiting deletion or not */
    static Optional<DescribeSecretResponse> find(SecretsManagerClient secrets, KafkaCredentialsSpec wanted) {
        Optional<DescribeSecretResponse> found =
                AwsErrors.find(() -> secrets.describeSecret(request -> request.secretId(wanted.secret())));
        found.ifPresent(secret -> wanted.ownership().require("Secret " + wanted.secret(), tags(secret)));
        return found;
    }

    private static Map<String, String> tags(DescribeSecretResponse secret) {
        return secret.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value));
    }

    private Observation<Facts> observed(KafkaCredentialsSpec wanted, DescribeSecretResponse secret) {
        List<String> differences = new ArrayList<>();
        if (secret.deletedDate() != null) {
            differences.add("the secret is scheduled for deletion");
        } else {
            differences.addAll(wanted.ownership().differences(tags(secret)));
            keys.findByAlias(wanted)
                    .filter(key -> !encryptedWith(secret, key))
                    .ifPresent(_ -> differences.add("the secret is encrypted with another key"));
        }
        return Observation.compared(new Facts(secret.arn(), currentVersion(secret)), differences);
    }

    private static String currentVersion(DescribeSecretResponse secret) {
        return secret.versionIdsToStages().entrySet().stream()
                .filter(version -> version.getValue().contains("AWSCURRENT"))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }

    private static boolean encryptedWith(DescribeSecretResponse secret, KeyMetadata key) {
        return key.arn().equals(secret.kmsKeyId()) || key.keyId().equals(secret.kmsKeyId());
    }

    /**
     * The token is a function of the name, so that of two creations one wins; the loser's other password is
     * answered "exists", which is done.
     */
    @Override
    public void create(KafkaCredentialsSpec wanted) {
        keys.findByAlias(wanted).ifPresent(key -> Failures.about("Secret " + wanted.secret(), () -> create(wanted, key)));
    }

    private void create(KafkaCredentialsSpec wanted, KeyMetadata key) {
        String password = Password.drawn(random);
        Confidential.call(password, () -> AwsErrors.unlessPresent(() -> secrets.createSecret(request -> request
                .name(wanted.secret())
                .description("Login of Milvus to the MSK cluster " + wanted.cluster())
                .clientRequestToken(UUID.nameUUIDFromBytes(wanted.secret().getBytes(StandardCharsets.UTF_8)).toString())
                .kmsKeyId(key.arn())
                .secretString(Json.text(Json.object().put("username", wanted.user()).put("password", password)))
                .tags(tags(wanted.ownership().tags())))));
    }

    private static List<Tag> tags(Map<String, String> tags) {
        return new TreeMap<>(tags).entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    @Override
    public void update(KafkaCredentialsSpec wanted, Drifted<Facts> drifted) {
        find(secrets, wanted).ifPresent(secret -> {
            if (secret.deletedDate() != null) {
                secrets.restoreSecret(request -> request.secretId(wanted.secret()));
                return;
            }
            if (!wanted.ownership().differences(tags(secret)).isEmpty()) {
                secrets.tagResource(request -> request.secretId(wanted.secret()).tags(tags(wanted.ownership().userTags())));
            }
            keys.findByAlias(wanted)
                    .filter(key -> !encryptedWith(secret, key))
                    .ifPresent(key -> secrets.updateSecret(request -> request.secretId(wanted.secret()).kmsKeyId(key.arn())));
        });
    }

    /** Without a recovery window, for a secret that awaits deletion would block its name for days. */
    @Override
    public void remove(KafkaCredentialsSpec wanted) {
        AwsErrors.unlessAbsent(() ->
                secrets.deleteSecret(request -> request.secretId(wanted.secret()).forceDeleteWithoutRecovery(true)));
    }
}
