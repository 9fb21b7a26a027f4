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

    private final Surroundings around;
    private final Journal journal;
    private final Map<String, Integer> indexed = new HashMap<>();
    private int sealed;
    private int flushed;
    /** When the last flush was asked for. */
    private long moment;

    Segments(Surroundings around, Journal journal) {
        this.around = around;
        this.journal = journal;
    }

    /** Begins to store these rows; what is deleted later stays stored until it is compacted, which takes hours. @return whether that is done */
    boolean flush(int rows, long asked) {
        sealed = Math.max(sealed, rows);
        moment = asked;
        if (around.settings.flushesAtOnce) {
            store();
        }
        return around.settings.flushesAtOnce && !stuck();
    }

    private boolean stuck() {
        return around.settings.neverFlushes || !around.objects.open();
    }

    private void store() {
        if (!stuck()) {
            journal.store(moment);
            flushed = sealed;
        }
    }

    /** After a start: what the objects hold is flushed, and what was to be flushed and is there still is. */
    void recover(int rows) {
        flushed = journal.rowsStored();
        sealed = Math.clamp(sealed, flushed, Math.max(flushed, rows));
    }

    /** Rows in the object storage. */
    int flushed() {
        return flushed;
    }

    /** Whether all that was sealed is stored; from 2.3 on a client asks for this and waits a second before it asks again. */
    boolean flushDone() {
        store();
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
        MilvusSettings settings = around.settings;
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
