package dev.redkite.milvus;

import dev.redkite.chart.ReleaseFacts;
import dev.redkite.environment.Ownership;
import dev.redkite.platform.Clusters;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Images on the nodes before the pods come that run them
 * (https://kubernetes.io/docs/concepts/containers/images/#pre-pulled-images): a DaemonSet names them until the release is whole.
 * Nobody waits for it: a node that has not pulled an image by then pulls it for its first pod.
 */
record PulledImages(Clusters clusters) {

    private static final String NAME = "app.kubernetes.io/name";

    /** Sleeping. In an image without that command the container fails, and the image is there all the same. */
    private static final List<String> NOTHING = List.of("sleep", "infinity");

    /** What the cluster refuses here is no reason to stop: nothing depends on it. */
    void pull(MilvusIdentity milvus, ReleaseFacts release) {
        if (release.revision() > 1) {
            return;
        }
        try {
            pull(clusters.kubernetes(milvus.cluster()), milvus);
        } catch (KubernetesClientException _) {
            // each pod's node pulls for itself then
        }
    }

    private static void pull(KubernetesClient kubernetes, MilvusIdentity milvus) {
        List<PodSpec> waiting = kubernetes.apps().deployments().inNamespace(milvus.namespace()).list().getItems().stream()
                .filter(deployment -> Integer.valueOf(0).equals(deployment.getSpec().getReplicas()))
                .map(deployment -> deployment.getSpec().getTemplate().getSpec())
                .toList();
        if (!waiting.isEmpty() && found(kubernetes, milvus).get() == null) {
            kubernetes.resource(daemonSet(milvus, waiting)).create();
        }
    }

    /** Once the pods have come; their nodes keep the images. */
    void forget(MilvusIdentity milvus) {
        Resource<DaemonSet> found = found(clusters.kubernetes(milvus.cluster()), milvus);
        DaemonSet present = found.get();
        if (present != null && present.getMetadata().getDeletionTimestamp() == null && milvus.plan().environment()
                .equals(present.getMetadata().getLabels().get(Ownership.ENVIRONMENT_LABEL))) {
            found.delete();
        }
    }

    private static Resource<DaemonSet> found(KubernetesClient kubernetes, MilvusIdentity milvus) {
        return kubernetes.apps().daemonSets().inNamespace(milvus.namespace()).withName(name(milvus));
    }

    private static String name(MilvusIdentity milvus) {
        return milvus.namespace() + "-images";
    }

    private static DaemonSet daemonSet(MilvusIdentity milvus, List<PodSpec> waiting) {
        Map<String, String> labels = new HashMap<>(milvus.plan().ownership().labels());
        labels.put(NAME, name(milvus));
        return new DaemonSetBuilder()
                .withNewMetadata().withName(name(milvus)).withNamespace(milvus.namespace()).withLabels(labels).endMetadata()
                .withNewSpec()
                .withNewSelector().addToMatchLabels(NAME, name(milvus)).endSelector()
                .withNewTemplate()
                .withNewMetadata().withLabels(labels).endMetadata()
                .withSpec(pod(waiting))
                .endTemplate()
                .endSpec()
                .build();
    }

    /** Where the pods of the first are to run, and with its right to pull. It asks for no room, and gives it up at once. */
    private static PodSpec pod(List<PodSpec> waiting) {
        PodSpec first = waiting.getFirst();
        List<String> images = waiting.stream().flatMap(pod -> pod.getContainers().stream()).map(Container::getImage).distinct().toList();
        return new PodSpecBuilder()
                .withNodeSelector(first.getNodeSelector())
                .withTolerations(first.getTolerations())
                .withImagePullSecrets(first.getImagePullSecrets())
                .withAutomountServiceAccountToken(false)
                .withTerminationGracePeriodSeconds(0L)
                .withContainers(IntStream.range(0, images.size())
                        .mapToObj(i -> new ContainerBuilder()
                                .withName("image-" + i)
                                .withImage(images.get(i))
                                .withImagePullPolicy("IfNotPresent")
                                .withCommand(NOTHING)
                                .build())
                        .toList())
                .build();
    }
}
