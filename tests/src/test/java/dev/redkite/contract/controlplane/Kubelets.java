package dev.redkite.contract.controlplane;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.NodeDaemonEndpoints;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What kubelets say of their nodes and pods: a pod that was placed runs and is ready, one that is deleted stops. */
final class Kubelets {

    /** Nobody listens there, so that a request to a kubelet ends at once, on this machine. */
    private static final int CLOSED_PORT = 1;

    private static final Set<Integer> AGAIN = Set.of(HttpURLConnection.HTTP_CONFLICT, HttpURLConnection.HTTP_NOT_FOUND,
            HttpURLConnection.HTTP_INTERNAL_ERROR);

    private final KubernetesClient kubernetes;
    private int addresses;

    Kubelets(KubernetesClient kubernetes) {
        this.kubernetes = kubernetes;
    }

    /** Brings a node of the sandbox's in, as it was there, but for its address. */
    void join(JsonNode sandboxNode) {
        Node node = Serialization.unmarshal(Json.text(sandboxNode), Node.class);
        node.getMetadata().setResourceVersion(null);
        node.getMetadata().setUid(null);
        node.getMetadata().setCreationTimestamp(null);
        node.getMetadata().setManagedFields(null);
        node.getStatus().setAddresses(List.of(new NodeAddress("127.0.0.1", "InternalIP")));
        node.getStatus().setDaemonEndpoints(new NodeDaemonEndpoints());
        node.getStatus().getDaemonEndpoints().setKubeletEndpoint(new io.fabric8.kubernetes.api.model.DaemonEndpoint(CLOSED_PORT));
        kubernetes.resource(node).create();
        node.getMetadata().setResourceVersion(null);
        kubernetes.resource(node).patchStatus();
    }

    /** A kubelet's turn. @param withheld of these pods nothing is said */
    void turn(Predicate<Pod> withheld) {
        for (Pod pod : kubernetes.pods().inAnyNamespace().list().getItems()) {
            if (pod.getMetadata().getDeletionTimestamp() != null) {
                unlessChanged(() -> kubernetes.resource(pod).withGracePeriod(0).delete());
            } else if (pod.getSpec().getNodeName() != null && !"Running".equals(pod.getStatus().getPhase()) && !withheld.test(pod)) {
                unlessChanged(() -> kubernetes.resource(running(pod)).patchStatus());
            }
        }
    }

    private Pod running(Pod pod) {
        addresses++;
        String address = "10.0.%d.%d".formatted(addresses / 250, addresses % 250 + 1);
        return new PodBuilder(pod).editMetadata().withResourceVersion(null).endMetadata().editStatus()
                .withPhase("Running").withPodIP(address).withHostIP("127.0.0.1")
                .withPodIPs(new io.fabric8.kubernetes.api.model.PodIP(address))
                .withConditions(Stream.of("PodScheduled", "Initialized", "ContainersReady", "Ready")
                        .map(type -> new PodConditionBuilder().withType(type).withStatus("True")
                                .withLastTransitionTime(Instant.now().toString()).build()).toList())
                .withContainerStatuses(pod.getSpec().getContainers().stream()
                        .map(container -> started(container.getName(), container.getImage())).toList())
                .endStatus().build();
    }

    private static ContainerStatus started(String name, String image) {
        return new ContainerStatusBuilder().withName(name).withImage(image).withImageID(image).withReady(true).withStarted(true)
                .withRestartCount(0).withNewState().withNewRunning(Instant.now().toString()).endState().build();
    }

    /**
     * Somebody else's change in between, that it is gone, or that a webhook is not served is no failure: the next turn
     * looks again.
     */
    static void unlessChanged(Runnable write) {
        try {
            write.run();
        } catch (KubernetesClientException e) {
            if (!AGAIN.contains(e.getCode())) {
                throw e;
            }
        }
    }
}
