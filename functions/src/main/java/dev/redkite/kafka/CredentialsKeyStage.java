package dev.redkite.kafka;

import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.Failures;
import dev.redkite.stage.Change;
import dev.redkite.stage.Observation;
import dev.redkite.stage.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.Tag;

/**
 * The customer-managed key that MSK asks of its secrets, and the alias by which it is found
 * (https://docs.aws.amazon.com/msk/latest/developerguide/msk-password-limitations.html).
 */
record CredentialsKeyStage(KmsClient kms) implements Resource<KafkaCredentialsSpec, CredentialsKeyStage.Facts> {

    /** The least that KMS allows (https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html). */
    private static final int DELETION_WINDOW_DAYS = 7;

    record Facts(String keyArn) {}


    @Override
    public Observation<Facts> observe(KafkaCredentialsSpec spec) {
        Optional<KeyMetadata> named = keys().findByAlias(spec);
        if (named.isPresent()) {
            return observed(spec, named.get());
        }
        return keys().withoutAlias(spec).stream()
                .findFirst()
                .map(key -> drifted(key, "the key has no alias yet", () -> name(spec, key)))
                .orElseGet(Observation::absent);
    }

    private CredentialsKeys keys() {
        return new CredentialsKeys(kms);
    }

    private Observation<Facts> observed(KafkaCredentialsSpec spec, KeyMetadata key) {
        return switch (key.keyState()) {
            case ENABLED -> Observation.compared(new Facts(key.arn()), changes(spec, key));
            case CREATING, UPDATING -> Observation.changing("KMS key %s is %s".formatted(spec.keyAlias(), key.keyStateAsString()));
            case PENDING_DELETION -> drifted(key, "the alias names a key that is being deleted", () -> {
                kms.cancelKeyDeletion(request -> request.keyId(key.keyId()));
                enable(key);
            });
            case DISABLED -> drifted(key, "the key is disabled", () -> enable(key));
            case PENDING_IMPORT, PENDING_REPLICA_DELETION, UNAVAILABLE, UNKNOWN_TO_SDK_VERSION ->
                Observation.broken("KMS key %s is %s. Next: see why in the KMS console, then redrive the execution."
                        .formatted(spec.keyAlias(), key.keyStateAsString()));
        };
    }

    private static Observation<Facts> drifted(KeyMetadata key, String difference, Runnable send) {
        return Observation.compared(new Facts(key.arn()), List.of(new Change(difference, send)));
    }

    private void enable(KeyMetadata key) {
        kms.enableKey(request -> request.keyId(key.keyId()));
    }

    private List<Change> changes(KafkaCredentialsSpec spec, KeyMetadata key) {
        String id = key.keyId();
        List<Change> changes = new ArrayList<>(Change.of(spec.ownership().differences(keys().tags(id)),
                () -> kms.tagResource(request -> request.keyId(id).tags(tags(spec.ownership().userTags())))));
        if (!Boolean.TRUE.equals(kms.getKeyRotationStatus(request -> request.keyId(id)).keyRotationEnabled())) {
            changes.add(new Change("the key does not rotate", () -> kms.enableKeyRotation(request -> request.keyId(id))));
        }
        return changes;
    }

    @Override
    public void create(KafkaCredentialsSpec spec) {
        Failures.about("KMS key " + spec.keyAlias(), () -> createKey(spec));
    }

    /**
     * Key and name at once, so that it is found again; the rest in the next looks, for KMS may not find a fresh key for
     * up to some minutes (https://docs.aws.amazon.com/kms/latest/developerguide/programming-eventual-consistency.html).
     * No policy is sent: KMS' own lets the account's identity policies decide, and nobody outside the account in
     * (https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html); one that is sent is taken only from
     * callers who may also replace it (https://repost.aws/knowledge-center/update-key-policy-future).
     */
    private void createKey(KafkaCredentialsSpec spec) {
        KeyMetadata key = kms.createKey(request -> request
                        .description("The Kafka login of Redkite environment " + spec.ownership().environment())
                        .tags(tags(spec.ownership().tags())))
                .keyMetadata();
        name(spec, key);
    }

    /** Of two calls that made a key at once, the one that comes second to the alias takes its own back. */
    private void name(KafkaCredentialsSpec spec, KeyMetadata key) {
        AwsErrors.unlessPresent(() ->
                kms.createAlias(request -> request.aliasName(spec.keyAlias()).targetKeyId(key.keyId())));
        boolean second = keys().findByAlias(spec).filter(named -> !named.keyId().equals(key.keyId())).isPresent();
        if (second) {
            scheduleDeletion(key);
        }
    }

    private static List<Tag> tags(Map<String, String> tags) {
        return tags.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(tag -> Tag.builder().tagKey(tag.getKey()).tagValue(tag.getValue()).build())
                .toList();
    }

    /** The alias goes last: while it is there, a crash in between leaves nothing that has to be searched for. */
    @Override
    public void remove(KafkaCredentialsSpec spec) {
        Optional<KeyMetadata> named = keys().findByAlias(spec);
        Stream.concat(named.stream(), keys().withoutAlias(spec).stream())
                .filter(key -> key.keyState() != KeyState.PENDING_DELETION)
                .forEach(this::scheduleDeletion);
        if (named.isPresent()) {
            AwsErrors.unlessAbsent(() -> kms.deleteAlias(request -> request.aliasName(spec.keyAlias())));
        }
    }

    private void scheduleDeletion(KeyMetadata key) {
        kms.scheduleKeyDeletion(request -> request.keyId(key.keyId()).pendingWindowInDays(DELETION_WINDOW_DAYS));
    }
}
