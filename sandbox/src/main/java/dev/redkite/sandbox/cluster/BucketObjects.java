package dev.redkite.sandbox.cluster;

import dev.redkite.sandbox.aws.s3.Content;
import dev.redkite.sandbox.aws.s3.FakeS3Client;
import dev.redkite.sandbox.milvus.Binlog;
import dev.redkite.sandbox.milvus.ObjectStorage;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Milvus' objects in a bucket, below its root path. */
record BucketObjects(FakeS3Client s3, MilvusConfiguration place, BooleanSupplier mayWrite) implements ObjectStorage {

    @Override
    public boolean open() {
        return s3.has(place.bucket()) && mayWrite.getAsBoolean();
    }

    @Override
    public void put(String key, long bytes, Binlog rows) {
        s3.write(place.bucket(), place.rootPath() + "/" + key, new Content(bytes, rows));
    }

    @Override
    public Optional<Binlog> find(String key) {
        return s3.read(place.bucket(), place.rootPath() + "/" + key).map(Content::meaning).filter(Binlog.class::isInstance).map(Binlog.class::cast);
    }

    @Override
    public void remove(String key) {
        if (open()) {
            s3.hide(place.bucket(), place.rootPath() + "/" + key);
        }
    }
}
