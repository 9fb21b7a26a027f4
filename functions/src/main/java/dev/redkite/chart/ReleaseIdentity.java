package dev.redkite.chart;

import dev.redkite.platform.ClusterAccess;

/** Which Helm release, and where. */
public record ReleaseIdentity(ClusterAccess cluster, String namespace, String name) {}
