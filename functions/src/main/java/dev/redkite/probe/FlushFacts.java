package dev.redkite.probe;

import java.util.List;

/**
 * What is in the object storage to the last row.
 *
 * @param collections with their databases; empty when Milvus was stopped already, or has none
 * @param ran         whether Milvus ran, so that nothing in the brokers' log is older than this; false where a machine of before told it
 */
public record FlushFacts(List<String> collections, boolean ran) {

    public FlushFacts {
        collections = List.copyOf(collections);
    }
}
