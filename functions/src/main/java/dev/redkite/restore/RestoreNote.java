package dev.redkite.restore;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How far a restore has come, kept until it has ended: whoever asks for the same again goes on from here.
 *
 * @param environment whose backup it is
 * @param digest      of the backup's objects
 * @param collections all that it brings, by database and name
 * @param batches     how many {@link Batches} milvus-backup has restored, each under its temporary names
 * @param proven      rows of those that are proven: one of these that has its temporary name no more has its own
 */
record RestoreNote(String environment, String backup, String digest, List<String> collections, int batches, Map<String, Long> proven) {

    RestoreNote {
        collections = List.copyOf(collections);
        proven = Map.copyOf(proven);
    }

    static RestoreNote begun(RestoreSourceFacts source, List<KeptCollection> collections) {
        return new RestoreNote(source.environment(), source.backup(), source.digest(),
                collections.stream().map(KeptCollection::key).toList(), 0, Map.of());
    }

    boolean isOf(RestoreSourceFacts source) {
        return isOf(source.environment(), source.backup(), source.digest());
    }

    boolean isOf(String otherEnvironment, String otherBackup, String otherDigest) {
        return environment.equals(otherEnvironment) && backup.equals(otherBackup) && digest.equals(otherDigest);
    }

    RestoreNote withBatch() {
        return new RestoreNote(environment, backup, digest, collections, batches + 1, proven);
    }

    RestoreNote withProven(Map<String, Long> more) {
        Map<String, Long> all = new TreeMap<>(proven);
        all.putAll(more);
        return new RestoreNote(environment, backup, digest, collections, batches, all);
    }

    /** As it was before that batch: what is in it and after it is restored anew. @param earlier collections of the batches before */
    RestoreNote before(int batch, Set<String> earlier) {
        Map<String, Long> still = new TreeMap<>(proven);
        still.keySet().retainAll(earlier);
        return new RestoreNote(environment, backup, digest, collections, batch, still);
    }
}
