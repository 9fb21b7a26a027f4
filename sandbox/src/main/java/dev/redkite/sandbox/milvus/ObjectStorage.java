package dev.redkite.sandbox.milvus;

import java.util.Optional;

/** Milvus' object storage, below the root path that it was told. */
public interface ObjectStorage {

    /** Whether it can be written to now; while it cannot, no flush ends. */
    boolean open();

    /** @param bytes what it takes up there; @param rows what it says, for whoever reads it */
    void put(String key, long bytes, Binlog rows);

    Optional<Binlog> find(String key);

    void remove(String key);
}
