package dev.redkite.kafka;

import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.Confidential;
import dev.redkite.failure.Failures;
import dev.redkite.json.Json;
import dev.redkite.kafka.KafkaCredentialsSpec.Login;
import dev.redkite.stage.Change;
import dev.redkite.stage.Observation;
import dev.redkite.stage.Resource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/**
 * The secret that holds a login. Its value is drawn when it is made and never again, never read here, and never
 * part of a fact, a message or a log.
 *
 * @param login which of them lies in it
 */
record CredentialsSecretStage(
        Function<KafkaCredentialsSpec, Login> login, SecretsManagerClient secrets, KmsClient kms, RandomGenerator random)
        implements Resource<KafkaCredentialsSpec, CredentialsSecretStage.Facts> {

    record Facts(String secretArn, String versionId) {}


    @Override
    public Observation<Facts> observe(KafkaCredentialsSpec spec) {
        return new CredentialsSecrets(secrets).find(spec, login.apply(spec)).map(secret -> observed(spec, secret)).orElseGet(Observation::absent);
    }

    private String name(KafkaCredentialsSpec spec) {
        return login.apply(spec).secret();
    }

    private Observation<Facts> observed(KafkaCredentialsSpec spec, DescribeSecretResponse secret) {
        return Observation.compared(new Facts(secret.arn(), currentVersion(secret)),
                secret.deletedDate() == null ? changes(spec, secret) : List.of(new Change("the secret is scheduled for deletion",
                        () -> secrets.restoreSecret(request -> request.secretId(name(spec))))));
    }

    private List<Change> changes(KafkaCredentialsSpec spec, DescribeSecretResponse secret) {
        String name = name(spec);
        List<Change> changes = new ArrayList<>(Change.of(spec.ownership().differences(CredentialsSecrets.tags(secret)),
                () -> secrets.tagResource(request -> request.secretId(name).tags(tags(spec.ownership().userTags())))));
        new CredentialsKeys(kms).findByAlias(spec)
                .filter(key -> !encryptedWith(secret, key))
                .ifPresent(key -> changes.add(new Change("the secret is encrypted with another key",
                        () -> secrets.updateSecret(request -> request.secretId(name).kmsKeyId(key.arn())))));
        return changes;
    }

    /**
     * What lies in it now. A secret that was made anew under its name has the first one's version, for the token decides that,
     * but another end of its ARN (https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html).
     */
    private static String currentVersion(DescribeSecretResponse secret) {
        String end = secret.arn().substring(secret.arn().lastIndexOf('-') + 1);
        return end + "-" + secret.versionIdsToStages().entrySet().stream()
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
    public void create(KafkaCredentialsSpec spec) {
        new CredentialsKeys(kms).findByAlias(spec).ifPresent(key -> Failures.about("Secret " + name(spec), () -> create(spec, key)));
    }

    private void create(KafkaCredentialsSpec spec, KeyMetadata key) {
        Login made = login.apply(spec);
        String password = Password.generate(random);
        Confidential.call(password, () -> AwsErrors.unlessPresent(() -> secrets.createSecret(request -> request
                .name(made.secret())
                .description(made.description())
                .clientRequestToken(UUID.nameUUIDFromBytes(made.secret().getBytes(StandardCharsets.UTF_8)).toString())
                .kmsKeyId(key.arn())
                .secretString(Json.text(Json.object().put("username", made.user()).put("password", password)))
                .tags(tags(spec.ownership().tags())))));
    }

    private static List<Tag> tags(Map<String, String> tags) {
        return new TreeMap<>(tags).entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    /** Without a recovery window, for a secret that awaits deletion would block its name for days. */
    @Override
    public void remove(KafkaCredentialsSpec spec) {
        AwsErrors.unlessAbsent(() ->
                secrets.deleteSecret(request -> request.secretId(name(spec)).forceDeleteWithoutRecovery(true)));
    }
}
