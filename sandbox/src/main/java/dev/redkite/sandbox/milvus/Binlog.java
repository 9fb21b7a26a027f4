package dev.redkite.sandbox.milvus;

import java.util.List;

/** What one object below {@code insert_log} or {@code delta_log} holds (https://milvus.io/docs/data_processing.md). */
public record Binlog(List<Message> messages) {

    /** Of a row or a key, as far as anybody here counts: no search depends on it. */
    private static final long BYTES = 64;

    int rows() {
        return messages.stream().mapToInt(message -> message.rows().size()).sum();
    }

    long bytes() {
        return BYTES * messages.stream().mapToLong(message -> Math.max(message.rows().size(), message.keys().size())).sum();
    }
}
