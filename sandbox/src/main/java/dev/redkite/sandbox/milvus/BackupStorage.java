package dev.redkite.sandbox.milvus;

import java.util.List;

/** The object storage as milvus-backup uses it, with the rights that its pod has. */
public interface BackupStorage {

    /** Whether it may do that, such as {@code s3:PutObject}, to an object. @param object with its bucket before it */
    boolean may(String action, String object);

    List<String> keys(String bucket, String prefix);

    long size(String bucket, String key);

    void copy(String fromBucket, String fromKey, String toBucket, String toKey);

    void write(String bucket, String key, String text);

    String read(String bucket, String key);

    /** What an object of Milvus' says, wherever a copy of it lies. */
    Binlog rows(String bucket, String key);

    void remove(String bucket, String key);
}
