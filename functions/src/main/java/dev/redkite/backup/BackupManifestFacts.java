package dev.redkite.backup;

/**
 * A backup that is proven.
 *
 * @param collections how many there are
 * @param rows        in all of them, as Milvus counted them when the backup was begun
 * @param digest      of the list of its objects, SHA-256
 */
public record BackupManifestFacts(String name, String bucket, String path, int collections, long rows, long objects, long bytes, String digest) {}
