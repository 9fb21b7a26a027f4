package dev.redkite.platform;

import io.fabric8.kubernetes.client.KubernetesClient;

/** Kubernetes, by cluster. */
@FunctionalInterface
public interface Clusters {

    /** Made at the first call per cluster and kept; stages do not close it. */
    KubernetesClient kubernetes(ClusterAccess access);
}
