package dev.redkite.sandbox.aws.kms;

import dev.redkite.sandbox.aws.World;
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
    final String policy;
    final Map<String, String> tags;
    final Instant made;
    boolean rotates;
    boolean disabled;
    Instant goneAt;

    private StoredKey(World world, KeyManagerType manager, String description, String policy, Map<String, String> tags) {
        this.id = world.identifiers().uuid("kms");
        this.arn = "arn:aws:kms:%s:%s:key/%s".formatted(world.region(), world.account(), id);
        this.manager = manager;
        this.description = description;
        this.policy = policy;
        this.tags = new TreeMap<>(tags);
        this.made = world.now();
        this.rotates = manager == KeyManagerType.AWS;
    }

    static StoredKey made(World world, KeyManagerType manager, String description, String policy, Map<String, String> tags) {
        return new StoredKey(world, manager, description, policy, tags);
    }

    /** Empty once the deletion window has passed. */
    Optional<KeyState> state(Instant now) {
        if (goneAt != null) {
            return now.isBefore(goneAt) ? Optional.of(KeyState.PENDING_DELETION) : Optional.empty();
        }
        return Optional.of(disabled ? KeyState.DISABLED : KeyState.ENABLED);
    }

    KeyMetadata metadata(World world) {
        KeyState state = state(world.now()).orElseThrow();
        return KeyMetadata.builder()
                .awsAccountId(world.account())
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
