package dev.redkite.sandbox.kubernetes;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** How long things take inside a cluster, and which pods fail. */
public interface ClusterTimes {

    /**
     * @param workload name of the Deployment, StatefulSet, DaemonSet or Job; the pod's own name without one
     * @param node     uid of the node, whose images it finds there or pulls: a new machine with an old one's address has none
     * @param started  when it came to the node and its volumes, secrets and configuration were there
     */
    record StartingPod(String namespace, String name, String workload, Map<String, String> labels, String node, Instant started,
            List<Container> containers) {}

    /**
     * @param words     its command, if it has one in the place of the image's, and its arguments
     * @param readiness how its kubelet asks whether it is ready
     */
    record Container(String image, List<String> words, ReadinessProbe readiness) {}

    /** What becomes of a pod once it has its node, its volumes, its secrets and its configuration. */
    sealed interface PodStart {

        /** Ready after so long. */
        record Ready(Duration after) implements PodStart {}

        /** A process that ends by itself after so long. @param work is done then, and tells how it ended */
        record Ending(Duration after, Supplier<Exit> work) implements PodStart {}

        /** Not ready before something else is; asked for again at every look. */
        record Waiting() implements PodStart {}

        /** Never ready; the reason is the container's waiting reason, such as ImagePullBackOff. */
        record Failing(String reason, String message) implements PodStart {}
    }

    /** @param words the last that its log says */
    record Exit(int code, String words) {}

    PodStart podStart(StartingPod pod);

    /**
     * From the creation of a pod until it is placed. Pods that come at one instant are placed together, by name: Helm
     * sends its objects side by side, and who comes first must not decide who finds room.
     */
    default Duration podPlaced() {
        return Duration.ofSeconds(1);
    }

    /** From the deletion of a namespace until its controller has looked whether it is empty. */
    default Duration namespaceRemoved() {
        return Duration.ofSeconds(5);
    }

    /** From the deletion of a running pod until it is gone. */
    Duration podStop();

    /** From the creation of a volume until it is bound. */
    Duration volumeBound();

    /** From the release of a volume until its disk is asked to go. */
    Duration volumeReleased();

    /** From a controller's start until it acts on a Service or Ingress, and as long again for its answer. */
    Duration loadBalancerRequested();
}
