package dev.redkite.restore;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far the last restore into a generation has come: whoever asks for the same again goes on from here.
 *
 * @param environment whose backup it is
 * @param digest      of the backup's objects
 * @param collections all that it brings, by database and name
 * @param batches     how many {@link Batches} milvus-backup has restored, each under its temporary names
 * @param proven      rows of those that are proven: one of these that has its temporary name no more has its own
 * @param endedBy     the execution that has given all of them their names; to any other it is no beginning
 */
record RestoreNote(String environment, String backup, String digest, List<String> collections, int batches, Map<String, Long> proven,
        @Nullable String endedBy) {

    RestoreNote {
        collections = List.copyOf(collections);
        proven = Map.copyOf(proven);
    }

    static RestoreNote begun(RestoreSourceFacts source, List<KeptCollection> collections) {
        return new RestoreNote(source.environment(), source.backup(), source.digest(),
                collections.stream().map(KeptCollection::key).toList(), 0, Map.of(), null);
    }

    boolean isOf(RestoreSourceFacts source) {
        return environment.equals(source.environment()) && backup.equals(source.backup()) && digest.equals(source.digest());
    }

    boolean openFor(String execution) {
        return endedBy == null || endedBy.equals(execution);
    }

    RestoreNote ended(String execution) {
        return new RestoreNote(environment, backup, digest, collections, batches, proven, execution);
    }

    RestoreNote withBatch() {
        return new RestoreNote(environment, backup, digest, collections, batches + 1, proven, endedBy);
    }

    RestoreNote withProven(Map<String, Long> more) {
        Map<String, Long> all = new TreeMap<>(proven);
        all.putAll(more);
        return new RestoreNote(environment, backup, digest, collections, batches, all, endedBy);
    }

    /** As it was before that batch: what is in it and after it is restored anew. @param earlier collections of the batches before */
    RestoreNote before(int batch, Set<String> earlier) {
        Map<String, Long> still = new TreeMap<>(proven);
        still.keySet().retainAll(earlier);
        return new RestoreNote(environment, backup, digest, collections, batch, still, endedBy);
    }
}
