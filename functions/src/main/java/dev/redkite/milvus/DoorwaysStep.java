package dev.redkite.milvus;

import dev.redkite.platform.Platform;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Step;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/** Made by the release, but removed before it: uninstalled together with Attu and Milvus they would leave load balancers. */
record DoorwaysStep(Platform platform) implements Step<MilvusReleaseSpec, Void> {

    @Override
    public Progress<Void> run(MilvusReleaseSpec wanted) {
        KubernetesClient kubernetes = platform.kubernetes(wanted.cluster());
        List<HasMetadata> left = Doorways.removed(kubernetes, wanted.plan());
        return left.isEmpty()
                ? new Done<>(null)
                : new Pending<>(Doorways.explained("the load balancers of Service and Ingress are being deleted",
                        kubernetes, left, platform.time().instant()));
    }
}
