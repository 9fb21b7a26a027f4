package dev.redkite.sandbox.milvus;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One request that wrote to a collection, as it stands in the log.
 *
 * @param moment  by Milvus' own clock, which is ahead of whatever was written before
 * @param keys    whose rows, of before, nobody reads any more
 * @param rows    that are there instead; none where rows were deleted
 */
public record Message(long moment, Set<Object> keys, List<Map<String, Object>> rows) {

    boolean deletes() {
        return rows.isEmpty();
    }

    /** Rows are vectors: too many to be shown. */
    @Override
    public String toString() {
        return "%d rows, %d keys, at %d".formatted(rows.size(), keys.size(), moment);
    }
}
