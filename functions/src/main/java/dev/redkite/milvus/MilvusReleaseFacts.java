package dev.redkite.milvus;

/** Milvus' Helm release. */
public record MilvusReleaseFacts(String namespace, String release, String chartVersion, int revision) {}
