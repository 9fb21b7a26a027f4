package dev.redkite.restore;

import dev.redkite.failure.InvalidRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What stands where a backup's collections would come to stand.
 *
 * @param present collections of the Milvus that is restored into
 * @param note    how far an earlier call has come
 */
record Standing(Set<String> present, Optional<RestoreNote> note) {

    /** @throws InvalidRequest with every collection that stands in the way */
    void require(RestoreSourceSpec spec, RestoreSourceFacts source, List<KeptCollection> collections) {
        refuseItsOwn(source, collections);
        List<String> taken = collections.stream().filter(each -> present.contains(each.temporaryKey()) && !begun(each))
                .map(KeptCollection::temporaryKey).toList();
        if (!taken.isEmpty()) {
            throw new InvalidRequest("Environment %s has collections of names that a restore needs while it is not proven: %s. Next: rename or drop them, then send the request again."
                    .formatted(spec.plan().environment(), String.join(", ", taken)));
        }
        List<String> standing = collections.stream().filter(each -> present.contains(each.key()) && !restored(spec, source, each))
                .map(KeptCollection::key).toList();
        if (!standing.isEmpty() && !spec.overwrites()) {
            throw new InvalidRequest("Environment %s has collections that backup %s would bring: %s. They stay as they are, and nothing is restored. Next: restore into another environment, or rename or drop them, or send the request with \"overwrite\": true, which replaces each of them once what comes in its place is proven."
                    .formatted(spec.plan().environment(), source.backup(), String.join(", ", standing)));
        }
    }

    private static void refuseItsOwn(RestoreSourceFacts source, List<KeptCollection> collections) {
        Set<String> keys = collections.stream().map(KeptCollection::key).collect(Collectors.toSet());
        List<String> needed = collections.stream().map(KeptCollection::temporaryKey).filter(keys::contains).toList();
        if (!needed.isEmpty()) {
            throw new InvalidRequest("Backup %s has collections of names that its own restore needs while it is not proven: %s. Next: restore a backup that was made before or after they stood."
                    .formatted(source.backup(), String.join(", ", needed)));
        }
    }

    /** Whatever backup that was of: its leavings are ours. */
    private boolean begun(KeptCollection collection) {
        return note.filter(each -> each.collections().contains(collection.key())).isPresent();
    }

    /** It had its name from us. */
    private boolean restored(RestoreSourceSpec spec, RestoreSourceFacts source, KeptCollection collection) {
        return note.filter(each -> each.isOf(source) && each.openFor(spec.execution()) && each.proven().containsKey(collection.key())).isPresent()
                && !present.contains(collection.temporaryKey());
    }
}
