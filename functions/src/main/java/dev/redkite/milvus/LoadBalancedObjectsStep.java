package dev.redkite.milvus;

import dev.redkite.platform.Clusters;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Step;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.InstantSource;
import java.util.List;

/** Made by the release, but removed before it: uninstalled together with Attu and Milvus they would leave load balancers. */
record LoadBalancedObjectsStep(Clusters clusters, InstantSource time) implements Step<MilvusIdentity, Void> {

    @Override
    public Progress<Void> run(MilvusIdentity identity) {
        KubernetesClient kubernetes = clusters.kubernetes(identity.cluster());
        List<HasMetadata> left = LoadBalancedObjects.removed(kubernetes, identity.plan());
        return left.isEmpty()
                ? Progress.done()
                : new Pending<>(LoadBalancedObjects.explained("the load balancers of Service and Ingress are being deleted",
                        kubernetes, left, time.instant()));
    }
}
