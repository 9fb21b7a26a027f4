package dev.redkite.kafka;

import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.Failures;
import dev.redkite.failure.StagePending;
import dev.redkite.kafka.CredentialsKeys.Found;
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

    /** @param settled whether nothing is left to be seen once all differences are ended */
    record Facts(String keyArn, boolean settled) {}


    @Override
    public Observation<Facts> observe(KafkaCredentialsSpec spec) {
        Optional<Found> named = keys().findByAlias(spec);
        return named.isPresent() ? observed(spec, named.get())
                : keys().findWithoutAlias(spec).map(found -> unnamed(spec, found.key())).orElseGet(Observation::absent);
    }

    @Override
    public Observation<?> present(KafkaCredentialsSpec spec) {
        return keys().findByAlias(spec).or(() -> keys().findWithoutAlias(spec)).map(found -> switch (found.key().keyState()) {
            case CREATING, UPDATING -> underWay(spec, found.key());
            case ENABLED, DISABLED, PENDING_DELETION, PENDING_IMPORT, PENDING_REPLICA_DELETION, UNAVAILABLE, UNKNOWN_TO_SDK_VERSION ->
                Observation.ready(new Facts(found.key().arn(), false));
        }).orElseGet(Observation::absent);
    }

    private static Observation<Facts> underWay(KafkaCredentialsSpec spec, KeyMetadata key) {
        return Observation.changing("KMS key %s is %s".formatted(spec.keyAlias(), key.keyStateAsString()));
    }

    /** Whether it rotates is not asked: it is told to once it has its name. */
    private Observation<Facts> unnamed(KafkaCredentialsSpec spec, KeyMetadata key) {
        return Observation.compared(new Facts(key.arn(), true), List.of(new Change("the key has no alias yet", () -> {
            name(spec, key);
            rotate(key.keyId());
        })));
    }

    private CredentialsKeys keys() {
        return new CredentialsKeys(kms);
    }

    private Observation<Facts> observed(KafkaCredentialsSpec spec, Found found) {
        KeyMetadata key = found.key();
        return switch (key.keyState()) {
            case ENABLED -> Observation.compared(new Facts(key.arn(), true), changes(spec, found));
            case CREATING, UPDATING -> underWay(spec, key);
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
        return Observation.compared(new Facts(key.arn(), false), List.of(new Change(difference, send)));
    }

    private void enable(KeyMetadata key) {
        kms.enableKey(request -> request.keyId(key.keyId()));
    }

    private List<Change> changes(KafkaCredentialsSpec spec, Found found) {
        String id = found.key().keyId();
        List<Change> changes = new ArrayList<>(Change.of(spec.ownership().differences(found.tags()),
                () -> kms.tagResource(request -> request.keyId(id).tags(tags(spec.ownership().userTags())))));
        if (!Boolean.TRUE.equals(kms.getKeyRotationStatus(request -> request.keyId(id)).keyRotationEnabled())) {
            changes.add(new Change("the key does not rotate", () -> rotate(id)));
        }
        return changes;
    }

    private void rotate(String id) {
        kms.enableKeyRotation(request -> request.keyId(id));
    }

    /** KMS has done what it has answered, though not everybody sees it yet. */
    @Override
    public Observation<Facts> mended(KafkaCredentialsSpec spec, Facts facts, List<Change> changes) {
        changes.forEach(change -> change.send().run());
        return facts.settled() ? Observation.ready(facts) : observe(spec);
    }

    @Override
    public Observation<Facts> made(KafkaCredentialsSpec spec) {
        KeyMetadata key = Failures.about("KMS key " + spec.keyAlias(), () -> createKey(spec));
        return Observation.ready(new Facts(key.arn(), true));
    }

    @Override
    public void create(KafkaCredentialsSpec spec) {
        made(spec);
    }

    /**
     * Key and name first, so that it is found again; what is refused is left to the next looks, for KMS may not find a fresh key for
     * up to some minutes (https://docs.aws.amazon.com/kms/latest/developerguide/programming-eventual-consistency.html).
     * No policy is sent: KMS' own lets the account's identity policies decide, and nobody outside the account in
     * (https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html); one that is sent is taken only from
     * callers who may also replace it (https://repost.aws/knowledge-center/update-key-policy-future).
     */
    private KeyMetadata createKey(KafkaCredentialsSpec spec) {
        KeyMetadata key = kms.createKey(request -> request
                        .description("The Kafka login of Redkite environment " + spec.ownership().environment())
                        .tags(tags(spec.ownership().tags())))
                .keyMetadata();
        name(spec, key);
        rotate(key.keyId());
        return key;
    }

    /**
     * Of two calls that made a key at once, the one that comes second to the alias takes its own back. "Already there" is also
     * what a call is answered that was sent again because its answer was lost.
     */
    private void name(KafkaCredentialsSpec spec, KeyMetadata key) {
        boolean taken = AwsErrors.unlessTaken(() ->
                kms.createAlias(request -> request.aliasName(spec.keyAlias()).targetKeyId(key.keyId()))).isEmpty();
        Optional<String> named = taken ? keys().findByAlias(spec).map(found -> found.key().keyId()) : Optional.of(key.keyId());
        if (named.filter(other -> !other.equals(key.keyId())).isPresent()) {
            scheduleDeletion(key);
        }
        if (!named.equals(Optional.of(key.keyId()))) {
            throw new StagePending("KMS key %s was named by another call".formatted(spec.keyAlias()));
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
        Optional<Found> named = keys().findByAlias(spec);
        Stream.concat(named.stream(), keys().withoutAlias(spec).stream())
                .map(Found::key)
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
