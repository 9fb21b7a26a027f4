package dev.redkite.storageclass;

/** The default storage class. */
public record StorageClassFacts(String name) {}
