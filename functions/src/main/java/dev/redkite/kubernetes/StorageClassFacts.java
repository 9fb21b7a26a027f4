package dev.redkite.kubernetes;

/** The default storage class. */
public record StorageClassFacts(String name) {}
