package dev.redkite.kafka;

import dev.redkite.environment.Ownership;
import dev.redkite.failure.AwsErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.AliasListEntry;
import software.amazon.awssdk.services.kms.model.KeyListEntry;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.Tag;

/** Finds the key of an environment's generation. */
record CredentialsKeys(KmsClient kms) {

    /** Bounds one call's look-ups; keys without an alias are rare, and mostly await their deletion. */
    private static final int MOST_LOOKED_AT = 300;

    record Found(KeyMetadata key, Map<String, String> tags) {

        private boolean awaitsDeletion() {
            return key.keyState() == KeyState.PENDING_DELETION;
        }
    }

    /** @throws dev.redkite.failure.NotOurs when the alias names somebody else's key */
    Optional<Found> findByAlias(KafkaCredentialsSpec spec) {
        Optional<Found> found = AwsErrors.find(() -> kms.describeKey(request -> request.keyId(spec.keyAlias())).keyMetadata())
                .map(key -> new Found(key, tags(key.keyId())));
        found.ifPresent(each -> spec.ownership().require("KMS key " + spec.keyAlias(), each.tags()));
        return found;
    }

    /** The first of {@link #withoutAlias}, behind which none is looked at. */
    Optional<Found> findWithoutAlias(KafkaCredentialsSpec spec) {
        return withoutAlias(spec, 1).stream().findFirst();
    }

    /**
     * Keys that were made and lost their way to an alias, by a crash, a lost answer or because KMS did not see the key
     * yet: CreateKey takes no client token, so only its tags tell. Where none shows that is ours, one that is listed and not
     * found yet is refused, and looked at again by whoever is patient with that, for it may be ours and must not be made once
     * more; but not at the first call of a state, which has made none: there it is the key of another environment that is begun
     * at the same time, and all would wait for each other. Only keys without any alias are looked at, and those that await
     * deletion are an earlier life's.
     */
    List<Found> withoutAlias(KafkaCredentialsSpec spec) {
        return withoutAlias(spec, MOST_LOOKED_AT);
    }

    private List<Found> withoutAlias(KafkaCredentialsSpec spec, int most) {
        Set<String> named = kms.listAliasesPaginator().aliases().stream()
                .map(AliasListEntry::targetKeyId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        List<AwsServiceException> unseen = new ArrayList<>();
        List<Found> ours = kms.listKeysPaginator().keys().stream()
                .map(KeyListEntry::keyId)
                .filter(keyId -> !named.contains(keyId))
                .limit(MOST_LOOKED_AT)
                .flatMap(keyId -> ours(spec, keyId, unseen).stream())
                .filter(found -> !found.awaitsDeletion())
                .limit(most)
                .toList();
        if (ours.isEmpty() && !unseen.isEmpty() && !spec.first()) {
            throw unseen.getFirst();
        }
        return ours;
    }

    private Optional<Found> ours(KafkaCredentialsSpec spec, String keyId, List<AwsServiceException> unseen) {
        try {
            Map<String, String> tags = tags(keyId);
            return isOfGeneration(spec, tags)
                    ? Optional.of(new Found(kms.describeKey(request -> request.keyId(keyId)).keyMetadata(), tags)) : Optional.empty();
        } catch (AwsServiceException e) {
            if (AwsErrors.kindOf(e) != AwsErrors.Kind.ABSENT) {
                throw e;
            }
            unseen.add(e);
            return Optional.empty();
        }
    }

    private static boolean isOfGeneration(KafkaCredentialsSpec spec, Map<String, String> tags) {
        return spec.ownership().owns(tags)
                && Integer.toString(spec.ownership().generation()).equals(tags.get(Ownership.GENERATION));
    }

    /** No tags when the key's own policy keeps us out: such a key is not ours. */
    private Map<String, String> tags(String keyId) {
        return AwsErrors.unlessDenied(() -> kms.listResourceTagsPaginator(request -> request.keyId(keyId)).tags().stream()
                        .collect(Collectors.toMap(Tag::tagKey, Tag::tagValue)))
                .orElse(Map.of());
    }
}
