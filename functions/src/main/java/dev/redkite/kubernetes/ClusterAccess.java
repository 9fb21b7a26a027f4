package dev.redkite.kubernetes;

import dev.redkite.cluster.EksClusterFacts;

/** What it takes to speak to a cluster's API, besides an identity. */
public record ClusterAccess(String name, String endpoint, String certificateAuthority) {

    public static ClusterAccess of(EksClusterFacts cluster) {
        return new ClusterAccess(cluster.name(), cluster.endpoint(), cluster.certificateAuthority());
    }
}
