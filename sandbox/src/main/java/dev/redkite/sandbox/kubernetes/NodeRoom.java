package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a node has left for pods; also taken is what a pod of higher priority has been promised there. */
record NodeRoom(KubernetesObject node, List<KubernetesObject> pods) {

    static NodeRoom without(Collection<KubernetesObject> gone, ClusterState state, KubernetesObject node, KubernetesObject pod) {
        Set<String> uids = gone.stream().map(KubernetesObject::uid).collect(Collectors.toSet());
        return new NodeRoom(node, state.store.list("pods").stream()
                .filter(other -> on(node, other) || nominates(node, other, pod))
                .filter(other -> !uids.contains(other.uid()))
                .toList());
    }

    /** As that pod finds it. */
    static NodeRoom to(KubernetesObject pod, ClusterState state, KubernetesObject node) {
        return without(List.of(), state, node, pod);
    }

    static boolean on(KubernetesObject node, KubernetesObject pod) {
        return pod.text("spec", "nodeName").equals(node.name()) && !Pods.finished(pod);
    }

    private static boolean nominates(KubernetesObject node, KubernetesObject other, KubernetesObject pod) {
        return other.text("spec", "nodeName").isEmpty() && !other.deleting() && !other.uid().equals(pod.uid())
                && other.text("status", "nominatedNodeName").equals(node.name()) && Priorities.of(other) >= Priorities.of(pod);
    }

    long freeCpuMillis() {
        return Quantities.millis(node.text("status", "allocatable", "cpu"))
                - pods.stream().mapToLong(pod -> request(pod, "cpu")).sum();
    }

    private long freeMemory() {
        return Quantities.bytes(node.text("status", "allocatable", "memory"))
                - pods.stream().mapToLong(pod -> request(pod, "memory")).sum();
    }

    /** Why the pod does not fit, if it does not. */
    Optional<String> shortage(KubernetesObject pod) {
        if (request(pod, "cpu") > freeCpuMillis()) {
            return Optional.of("Insufficient cpu");
        }
        if (request(pod, "memory") > freeMemory()) {
            return Optional.of("Insufficient memory");
        }
        return pods.size() >= node.at("status", "allocatable", "pods").asInt()
                ? Optional.of("Too many pods")
                : Optional.empty();
    }

    /** The containers together, or the largest initial one; a limit without a request is the request. */
    private static long request(KubernetesObject pod, String resource) {
        long together = pod.stream("spec", "containers").mapToLong(container -> amount(container, resource)).sum();
        long largest = pod.stream("spec", "initContainers").mapToLong(container -> amount(container, resource)).max().orElse(0);
        return Math.max(together, largest);
    }

    private static long amount(JsonNode container, String resource) {
        JsonNode resources = container.path("resources");
        String text = resources.path("requests").path(resource).asText(resources.path("limits").path(resource).asText(""));
        return resource.equals("cpu") ? Quantities.millis(text) : Quantities.bytes(text);
    }
}
