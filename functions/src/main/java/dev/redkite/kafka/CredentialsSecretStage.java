package dev.redkite.kafka;

import dev.redkite.environment.Ownership;
import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.Confidential;
import dev.redkite.failure.Failures;
import dev.redkite.json.Json;
import dev.redkite.kafka.KafkaCredentialsSpec.Login;
import dev.redkite.stage.Change;
import dev.redkite.stage.NamedResource;
import dev.redkite.stage.Observation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/**
 * The secret that holds a login. Its value is drawn when it is made and never again, never read here, and never
 * part of a fact, a message or a log.
 *
 * @param login which of them lies in it
 */
record CredentialsSecretStage(Function<KafkaCredentialsSpec, Login> login, SecretsManagerClient secrets, RandomGenerator random)
        implements NamedResource<CredentialsSecretStage.Spec, KafkaCredentialsSpec, CredentialsSecretStage.Facts> {

    /** @param keyArn of the key that encrypts it */
    record Spec(KafkaCredentialsSpec credentials, String keyArn) {}

    record Facts(String secretArn, String versionId) {}

    @Override
    public Observation<Facts> observe(Spec spec) {
        return find(spec.credentials()).map(secret -> observed(spec, secret)).orElseGet(Observation::absent);
    }

    @Override
    public Observation<?> present(KafkaCredentialsSpec spec) {
        return find(spec).map(Observation::ready).orElseGet(Observation::absent);
    }

    @Override
    public KafkaCredentialsSpec identity(Spec spec) {
        return spec.credentials();
    }

    private Optional<DescribeSecretResponse> find(KafkaCredentialsSpec spec) {
        return new CredentialsSecrets(secrets).find(spec, login.apply(spec));
    }

    private String name(KafkaCredentialsSpec spec) {
        return login.apply(spec).secret();
    }

    private Observation<Facts> observed(Spec spec, DescribeSecretResponse secret) {
        return Observation.compared(new Facts(secret.arn(), currentVersion(secret)),
                secret.deletedDate() == null ? changes(spec, secret) : List.of(new Change("the secret is scheduled for deletion",
                        () -> secrets.restoreSecret(request -> request.secretId(name(spec.credentials()))))));
    }

    private List<Change> changes(Spec spec, DescribeSecretResponse secret) {
        String name = name(spec.credentials());
        Ownership ownership = spec.credentials().ownership();
        List<Change> changes = new ArrayList<>(Change.of(ownership.differences(CredentialsSecrets.tags(secret)),
                () -> secrets.tagResource(request -> request.secretId(name).tags(tags(ownership.userTags())))));
        if (!encryptedWith(secret, spec.keyArn())) {
            changes.add(new Change("the secret is encrypted with another key",
                    () -> secrets.updateSecret(request -> request.secretId(name).kmsKeyId(spec.keyArn()))));
        }
        return changes;
    }

    /**
     * What lies in it now. A secret that was made anew under its name has the first one's version, for the token decides that,
     * but another end of its ARN (https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html).
     */
    private static String currentVersion(DescribeSecretResponse secret) {
        return version(secret.arn(), secret.versionIdsToStages().entrySet().stream()
                .filter(version -> version.getValue().contains("AWSCURRENT"))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(""));
    }

    private static String version(String arn, String id) {
        return arn.substring(arn.lastIndexOf('-') + 1) + "-" + id;
    }

    private static boolean encryptedWith(DescribeSecretResponse secret, String keyArn) {
        return secret.kmsKeyId() != null && (keyArn.equals(secret.kmsKeyId()) || keyArn.endsWith("/" + secret.kmsKeyId()));
    }

    /**
     * The token is a function of the name, so that of two creations one wins; the loser's other password is
     * answered "exists", which is done.
     */
    @Override
    public Observation<Facts> made(Spec spec) {
        return Failures.about("Secret " + name(spec.credentials()), () -> AwsErrors.unlessTaken(() -> createSecret(spec)))
                .map(made -> Observation.ready(new Facts(made.arn(), version(made.arn(), made.versionId()))))
                .orElseGet(() -> observe(spec));
    }

    @Override
    public void create(Spec spec) {
        made(spec);
    }

    private CreateSecretResponse createSecret(Spec spec) {
        Login made = login.apply(spec.credentials());
        String password = Password.generate(random);
        return Confidential.call(password, () -> secrets.createSecret(request -> request
                .name(made.secret())
                .description(made.description())
                .clientRequestToken(UUID.nameUUIDFromBytes(made.secret().getBytes(StandardCharsets.UTF_8)).toString())
                .kmsKeyId(spec.keyArn())
                .secretString(Json.text(Json.object().put("username", made.user()).put("password", password)))
                .tags(tags(spec.credentials().ownership().tags()))));
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
