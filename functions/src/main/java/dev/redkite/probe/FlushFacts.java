package dev.redkite.probe;

import java.util.List;

/**
 * What is in the object storage to the last row.
 *
 * @param collections with their databases; empty when Milvus was stopped already, or has none
 */
public record FlushFacts(List<String> collections) {

    public FlushFacts {
        collections = List.copyOf(collections);
    }
}
