package dev.redkite.storage;

/** The bucket, its regional endpoint's host, and the path below which this generation writes. */
public record ObjectStorageFacts(String bucket, String host, String rootPath) {}
