package dev.redkite.contract.controlplane;

import dev.redkite.platform.ClusterAccess;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A Kubernetes that nobody here wrote, without a kubelet: {@link Kubelets} plays it. */
sealed interface Plane permits ControlPlane, K3s {

    /** As EKS would tell it. */
    ClusterAccess access();

    /** Redkite's. */
    String token();

    /** As Redkite's functions have it: their writes are in {@link #writes}. */
    KubernetesClient redkite();

    /** For who plays the rest of the cluster, and for tests that look. */
    KubernetesClient machinery();

    /** A line of JSON for each request of Redkite's that was to change something. */
    List<String> writes();

    /**
     * A namespace goes by the server's own clock. The stages' clock runs ahead of it, so they may have left an overdue one to go
     * with its cluster.
     */
    default void awaitNamespaceGone(String name) {
        machinery().namespaces().withName(name).waitUntilCondition(Objects::isNull, 1, TimeUnit.MINUTES);
    }
}
