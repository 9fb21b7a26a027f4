package dev.redkite.restore;

import java.util.ArrayList;
import java.util.List;

/** How much one Job restores: what it had done when it dies is done again, and each Job costs half a minute. */
final class Batches {

    private static final int COLLECTIONS = 64;
    private static final long BYTES = 16L << 30;

    private Batches() {}

    /**
     * The same of the same manifest every time. There is always one, since users come with it. Where milvus-backup has no way to name a
     * collection (internal/filter there knows letters, digits and underscores), all come in one.
     */
    static List<List<KeptCollection>> of(List<KeptCollection> collections) {
        if (collections.isEmpty() || !collections.stream().allMatch(each -> each.key().matches("\\w+\\.\\w+"))) {
            return List.of(collections);
        }
        List<List<KeptCollection>> batches = new ArrayList<>();
        List<KeptCollection> batch = new ArrayList<>();
        long bytes = 0;
        for (KeptCollection each : collections) {
            if (!batch.isEmpty() && (batch.size() == COLLECTIONS || bytes + each.bytes() > BYTES)) {
                batches.add(List.copyOf(batch));
                batch.clear();
                bytes = 0;
            }
            batch.add(each);
            bytes += each.bytes();
        }
        batches.add(List.copyOf(batch));
        return List.copyOf(batches);
    }
}
