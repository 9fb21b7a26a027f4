package dev.redkite.sandbox.aws.kms;

import dev.redkite.sandbox.aws.AccountRegion;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyState;

/** One key. */
final class StoredKey {

    final String id;
    final String arn;
    final KeyManagerType manager;
    final String description;
    String policy;
    final Map<String, String> tags;
    final Instant made;

    /** From when on those who name the key find it. */
    Instant readable;

    /** From when on its tags count where IAM decides. */
    Instant tagsCount;
    boolean rotates;
    boolean disabled;

    /** Its policy says nothing of whoever asks here. */
    boolean keepsOut;
    Instant goneAt;

    StoredKey(AccountRegion place, KeyManagerType manager, String description, String policy, Map<String, String> tags) {
        this.id = place.identifiers().uuid("kms");
        this.arn = place.arn("kms", "key/" + id);
        this.manager = manager;
        this.description = description;
        this.policy = policy;
        this.tags = new TreeMap<>(tags);
        this.made = place.now();
        this.readable = made;
        this.tagsCount = made;
        this.rotates = manager == KeyManagerType.AWS;
    }

    /** Empty once the deletion window has passed. */
    Optional<KeyState> state(Instant now) {
        if (goneAt != null) {
            return now.isBefore(goneAt) ? Optional.of(KeyState.PENDING_DELETION) : Optional.empty();
        }
        return Optional.of(disabled ? KeyState.DISABLED : KeyState.ENABLED);
    }

    KeyMetadata metadata(AccountRegion place) {
        KeyState state = state(place.now()).orElseThrow();
        return KeyMetadata.builder()
                .awsAccountId(place.account())
                .keyId(id)
                .arn(arn)
                .description(description)
                .creationDate(made)
                .enabled(state == KeyState.ENABLED)
                .keyState(state)
                .keyManager(manager)
                .keySpec(KeySpec.SYMMETRIC_DEFAULT)
                .multiRegion(false)
                .deletionDate(goneAt)
                .build();
    }
}
