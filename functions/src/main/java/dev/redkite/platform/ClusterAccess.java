package dev.redkite.platform;

/** What it takes to speak to a cluster's API, besides an identity. */
public record ClusterAccess(String name, String endpoint, String certificateAuthority) {}
