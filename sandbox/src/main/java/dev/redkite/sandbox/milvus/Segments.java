package dev.redkite.sandbox.milvus;

import io.milvus.grpc.IndexState;
import io.milvus.grpc.SegmentState;
import java.util.HashMap;
import java.util.Map;

/**
 * What of a collection's rows has reached the object storage, and how much of that each index covers. Either goes on by
 * itself in a server; here it is done when it is looked at for the second time.
 */
final class Segments {

    private final MilvusSettings settings;
    private final Map<String, Integer> indexed = new HashMap<>();
    private int sealed;
    private int flushed;

    Segments(MilvusSettings settings) {
        this.settings = settings;
    }

    /** Begins to store these rows; what is deleted later stays stored until it is compacted, which takes hours. */
    void flush(int rows) {
        sealed = Math.max(sealed, rows);
        if (settings.flushesAtOnce && !settings.neverFlushes) {
            flushed = sealed;
        }
    }

    /** Rows in the object storage. */
    int flushed() {
        return flushed;
    }

    boolean anySealed() {
        return sealed > 0;
    }

    /** Whether all that was sealed is stored; from 2.3 on a client asks for this and waits a second before it asks again. */
    boolean flushDone() {
        if (!settings.neverFlushes) {
            flushed = sealed;
        }
        return flushed == sealed;
    }

    SegmentState look() {
        boolean done = flushed == sealed;
        flushDone();
        return done ? SegmentState.Flushed : SegmentState.Sealed;
    }

    void forget(String index) {
        indexed.remove(index);
    }

    /** Only what is in the object storage is indexed. */
    IndexState look(String index) {
        if (settings.indexFailure != null) {
            return IndexState.Failed;
        }
        if (settings.neverIndexes || indexed.getOrDefault(index, 0) == flushed) {
            return settings.neverIndexes ? IndexState.InProgress : IndexState.Finished;
        }
        indexed.put(index, flushed);
        return settings.flushesAtOnce ? IndexState.Finished : IndexState.InProgress;
    }
}
