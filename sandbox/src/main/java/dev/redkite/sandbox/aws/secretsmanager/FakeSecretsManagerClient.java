package dev.redkite.sandbox.aws.secretsmanager;

import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.FakeService;
import dev.redkite.sandbox.aws.Lag;
import dev.redkite.sandbox.aws.StandingResource;
import dev.redkite.sandbox.aws.kms.FakeKmsClient;
import dev.redkite.sandbox.policy.ResourcePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.*;

/** AWS Secrets Manager: secrets with their present version and the one before. */
public final class FakeSecretsManagerClient extends FakeService implements SecretsManagerClient {

    private static final String CURRENT = "AWSCURRENT";
    private static final String PREVIOUS = "AWSPREVIOUS";

    /** How long a forced deletion goes on in the background; no figure is published. */
    private static final Duration FORCED_DELETION = Duration.ofSeconds(10);

    private static final class Secret {
        private String arn;
        private String name;
        private String description;
        private String key;
        private String value;
        private String token;
        private String previousValue;
        private String previousToken;
        private Map<String, String> tags;
        private Instant made;
        private Instant readable;
        private Instant goneAt;
        private boolean beyondRecovery;
        private String policy;

        private void replace(String newValue, String newToken) {
            previousValue = value;
            previousToken = token;
            value = newValue;
            token = newToken;
        }
    }

    private final AccountRegion place;
    private final FakeKmsClient kms;
    private final Map<String, Secret> secrets = new TreeMap<>();

    public FakeSecretsManagerClient(AccountRegion place, FakeKmsClient kms) {
        this.place = place;
        this.kms = kms;
    }

    /** A secret of somebody else's; answers its ARN. */
    public String standing(String name, String value, String keyId) {
        return put(name, value, keyId, "a token of somebody else's, long enough", Map.of()).arn;
    }

    /** As if somebody had put another value into a secret that is there. */
    public void changed(String name, String value) {
        requireKept(name).replace(value, place.identifiers().hexadecimal("version", 32));
    }

    /** Secrets awaiting deletion included, for they still block their names; values by what stands for them. */
    @Override
    protected Stream<StandingResource> standing() {
        return secrets.values().stream().filter(this::exists).map(secret -> new StandingResource("secretsmanager:secret/" + secret.name, secret.arn, secret.tags,
                () -> "%s, %s, %08x".formatted(secret.description, secret.key, String.valueOf(secret.value).hashCode())));
    }

    /** What another service reads: the value, unless the secret is going or its key is unusable. */
    public Optional<String> findValue(String secretId) {
        return find(secretId).filter(secret -> secret.goneAt == null && keyUsable(secret.key)).map(secret -> secret.value);
    }

    /** The key's ARN, or the default key's alias; empty when there is no such secret. */
    public Optional<String> findKey(String secretId) {
        return find(secretId).map(secret -> secret.key);
    }

    public Optional<String> findName(String secretId) {
        return find(secretId).map(secret -> secret.name);
    }

    @Override
    public CreateSecretResponse createSecret(CreateSecretRequest request) {
        if (!request.name().matches("[A-Za-z0-9/_+=.@-]{1,512}")) {
            throw error("ValidationException", "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!");
        }
        Optional<Secret> present = findStored(request.name());
        if (present.isPresent()) {
            return again(present.get(), request);
        }
        if (request.clientRequestToken() == null) {
            throw new UnsupportedOperationException("the sandbox wants a ClientRequestToken: it draws nothing at random");
        }
        Secret secret = put(request.name(), request.secretString(), request.kmsKeyId(), request.clientRequestToken(), tags(request.tags()));
        secret.description = request.description();
        secret.readable = place.visibleAt(Lag.Kind.SECRET, secret.name);
        return created(secret);
    }

    private CreateSecretResponse again(Secret present, CreateSecretRequest request) {
        if (present.goneAt != null) {
            throw error("InvalidRequestException",
                    "You can't create this secret because a secret with this name is already scheduled for deletion.");
        }
        if (present.token.equals(request.clientRequestToken()) && present.value.equals(request.secretString())) {
            return created(present);
        }
        throw error("ResourceExistsException", "The operation failed because the secret %s already exists.".formatted(present.name));
    }

    private static CreateSecretResponse created(Secret secret) {
        return CreateSecretResponse.builder().arn(secret.arn).name(secret.name).versionId(secret.token).build();
    }

    private Secret put(String name, String value, String keyId, String token, Map<String, String> tags) {
        Secret secret = new Secret();
        secret.name = name;
        secret.arn = place.arn("secretsmanager",
                "secret:%s-%s".formatted(name, place.identifiers().hexadecimal("secret", 6)));
        secret.key = requireKey(keyId);
        secret.value = value;
        secret.token = token;
        secret.tags = new TreeMap<>(tags);
        secret.made = place.now();
        secret.readable = secret.made;
        secrets.put(name, secret);
        changes.note();
        return secret;
    }

    private String requireKey(String keyId) {
        String key = keyId == null ? FakeKmsClient.DEFAULT_SECRETS_KEY : keyId;
        if (!keyUsable(key)) {
            throw error("EncryptionFailure", "Secrets Manager can't encrypt the secret: the KMS key %s does not exist, is disabled or pending deletion.".formatted(key));
        }
        return key;
    }

    private boolean keyUsable(String key) {
        return kms.find(key).filter(found -> found.keyState() == KeyState.ENABLED).isPresent();
    }

    private static Map<String, String> tags(List<Tag> tags) {
        Map<String, String> checked = new TreeMap<>();
        for (Tag tag : tags) {
            if (tag.key().startsWith("aws:") || checked.put(tag.key(), tag.value()) != null) {
                throw error("InvalidParameterException", "A tag key is reserved or given twice: " + tag.key());
            }
        }
        return checked;
    }

    @Override
    public DescribeSecretResponse describeSecret(DescribeSecretRequest request) {
        Secret secret = require(request.secretId());
        return DescribeSecretResponse.builder()
                .arn(secret.arn)
                .name(secret.name)
                .description(secret.description)
                .kmsKeyId(secret.key.equals(FakeKmsClient.DEFAULT_SECRETS_KEY) ? null : secret.key)
                .createdDate(secret.made)
                .deletedDate(secret.goneAt)
                .versionIdsToStages(secret.previousToken == null
                        ? Map.of(secret.token, List.of(CURRENT))
                        : Map.of(secret.token, List.of(CURRENT), secret.previousToken, List.of(PREVIOUS)))
                .tags(secret.tags.entrySet().stream()
                        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                        .toList())
                .build();
    }

    @Override
    public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
        String stage = request.versionStage() == null ? CURRENT : request.versionStage();
        if (!List.of(CURRENT, PREVIOUS).contains(stage) || request.versionId() != null) {
            throw new UnsupportedOperationException("the sandbox keeps AWSCURRENT and AWSPREVIOUS only");
        }
        Secret secret = requireKept(request.secretId());
        boolean previous = stage.equals(PREVIOUS);
        if (previous && secret.previousToken == null) {
            throw error("ResourceNotFoundException",
                    "Secrets Manager can't find the specified secret value for staging label: " + PREVIOUS);
        }
        if (!keyUsable(secret.key)) {
            throw error("DecryptionFailure", "Secrets Manager can't decrypt the protected secret text using the provided KMS key.");
        }
        return GetSecretValueResponse.builder()
                .arn(secret.arn).name(secret.name).versionId(previous ? secret.previousToken : secret.token).versionStages(stage)
                .secretString(previous ? secret.previousValue : secret.value)
                .createdDate(secret.made)
                .build();
    }

    /** A value is another version, whose id is the token, as a rotation makes it. */
    @Override
    public UpdateSecretResponse updateSecret(UpdateSecretRequest request) {
        if (request.secretBinary() != null || request.secretString() != null && request.clientRequestToken() == null) {
            throw new UnsupportedOperationException("the sandbox wants a text and a ClientRequestToken: it draws nothing at random");
        }
        Secret secret = requireKept(request.secretId());
        if (request.kmsKeyId() != null) {
            secret.key = requireKey(request.kmsKeyId());
        }
        if (request.secretString() != null && !request.clientRequestToken().equals(secret.token)) {
            secret.replace(request.secretString(), request.clientRequestToken());
        }
        return UpdateSecretResponse.builder().arn(secret.arn).name(secret.name).versionId(secret.token).build();
    }

    @Override
    public TagResourceResponse tagResource(TagResourceRequest request) {
        requireKept(request.secretId()).tags.putAll(tags(request.tags()));
        return TagResourceResponse.builder().build();
    }

    @Override
    public RestoreSecretResponse restoreSecret(RestoreSecretRequest request) {
        Secret secret = require(request.secretId());
        if (secret.beyondRecovery) {
            throw marked();
        }
        secret.goneAt = null;
        return RestoreSecretResponse.builder().arn(secret.arn).name(secret.name).build();
    }

    /**
     * A forced deletion is done in the background and blocks the name until then, shortens an earlier recovery window,
     * and is answered with success where nothing is there
     * (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html).
     */
    @Override
    public DeleteSecretResponse deleteSecret(DeleteSecretRequest request) {
        boolean forced = Boolean.TRUE.equals(request.forceDeleteWithoutRecovery());
        long days = request.recoveryWindowInDays() == null ? 30 : request.recoveryWindowInDays();
        if (forced && request.recoveryWindowInDays() != null || days < 7 || days > 30) {
            throw error("InvalidParameterException", "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive), and cannot be given with ForceDeleteWithoutRecovery.");
        }
        if (forced) {
            findStored(request.secretId()).ifPresent(this::deleteSoon);
            return DeleteSecretResponse.builder().deletionDate(place.now()).build();
        }
        Secret secret = requireKept(request.secretId());
        secret.goneAt = place.now().plus(Duration.ofDays(days));
        changes.noteAt(secret.goneAt);
        return DeleteSecretResponse.builder().arn(secret.arn).name(secret.name).deletionDate(secret.goneAt).build();
    }

    private void deleteSoon(Secret secret) {
        if (!secret.beyondRecovery) {
            secret.beyondRecovery = true;
            secret.goneAt = place.now().plus(FORCED_DELETION);
            changes.noteAt(secret.goneAt);
        }
    }

    /** What the policy of that secret says; nothing where there is none. */
    public ResourcePolicy policyOf(String secretId) {
        return find(secretId).map(secret -> secret.policy).map(ResourcePolicy::of).orElse(ResourcePolicy.NONE);
    }

    /** A service that the secret was lent to gives it a policy. */
    public void lend(String secretId, String policy) {
        require(secretId).policy = policy;
    }

    @Override
    public GetResourcePolicyResponse getResourcePolicy(GetResourcePolicyRequest request) {
        Secret secret = require(request.secretId());
        return GetResourcePolicyResponse.builder().arn(secret.arn).name(secret.name).resourcePolicy(secret.policy).build();
    }

    @Override
    public PutResourcePolicyResponse putResourcePolicy(PutResourcePolicyRequest request) {
        Secret secret = requireKept(request.secretId());
        SecretPolicy.check(place, request.resourcePolicy(), Boolean.TRUE.equals(request.blockPublicPolicy()));
        secret.policy = request.resourcePolicy();
        return PutResourcePolicyResponse.builder().arn(secret.arn).name(secret.name).build();
    }

    private Secret requireKept(String secretId) {
        Secret secret = require(secretId);
        if (secret.goneAt != null) {
            throw marked();
        }
        return secret;
    }

    private static AwsServiceException marked() {
        return error("InvalidRequestException",
                "You can't perform this operation on the secret because it was marked for deletion.");
    }

    private Secret require(String secretId) {
        return find(secretId).orElseThrow(() ->
                error("ResourceNotFoundException", "Secrets Manager can't find the specified secret."));
    }

    private Optional<Secret> find(String secretId) {
        return findStored(secretId).filter(secret -> !place.now().isBefore(secret.readable));
    }

    private Optional<Secret> findStored(String secretId) {
        return secrets.values().stream()
                .filter(secret -> exists(secret) && (secret.name.equals(secretId) || secret.arn.equals(secretId)))
                .findFirst();
    }

    private boolean exists(Secret secret) {
        return secret.goneAt == null || place.now().isBefore(secret.goneAt);
    }

    static AwsServiceException error(String code, String message) {
        return Errors.of("SecretsManager", 400, code, message);
    }
}
