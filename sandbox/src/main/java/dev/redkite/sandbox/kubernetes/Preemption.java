package dev.redkite.sandbox.kubernetes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Pods of lower priority go from a node where one of higher priority then fits, and the node is promised to it
 * (https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/#preemption).
 */
final class Preemption {

    private record Candidate(KubernetesObject node, List<KubernetesObject> victims) {}

    private Preemption() {}

    static void of(ClusterState state, KubernetesObject pod) {
        List<KubernetesObject> nodes = state.store.list("nodes");
        if (pod.text("spec", "preemptionPolicy").equals("Never") || underway(state, pod, nodes)) {
            return;
        }
        nodes.stream()
                .filter(node -> PodScheduler.obstacle(state, pod, node).isEmpty())
                .flatMap(node -> candidate(state, pod, node).stream())
                .min(Comparator.comparingInt((Candidate candidate) -> candidate.victims().size())
                        .thenComparing(candidate -> candidate.node().name()))
                .ifPresent(chosen -> {
                    state.store.report(pod, json -> Json.objectAt(json, "status").put("nominatedNodeName", chosen.node().name()));
                    chosen.victims().forEach(state.deletion::delete);
                });
    }

    /** On the node that it was promised, others are on their way out. */
    private static boolean underway(ClusterState state, KubernetesObject pod, List<KubernetesObject> nodes) {
        return nodes.stream()
                .filter(node -> node.name().equals(pod.text("status", "nominatedNodeName")))
                .anyMatch(node -> state.store.list("pods").stream().anyMatch(
                        other -> NodeRoom.on(node, other) && other.deleting() && Priorities.of(other) < Priorities.of(pod)));
    }

    /** The fewest that have to go, the lowest and youngest first. */
    private static Optional<Candidate> candidate(ClusterState state, KubernetesObject pod, KubernetesObject node) {
        List<KubernetesObject> lower = state.store.list("pods").stream()
                .filter(other -> NodeRoom.on(node, other) && Priorities.of(other) < Priorities.of(pod))
                .sorted(Comparator.comparingInt(Priorities::of)
                        .thenComparing(other -> other.text("metadata", "creationTimestamp"), Comparator.reverseOrder())
                        .thenComparing(KubernetesObject::name))
                .toList();
        List<KubernetesObject> victims = new ArrayList<>();
        for (KubernetesObject other : lower) {
            victims.add(other);
            if (NodeRoom.without(victims, state, node, pod).shortage(pod).isEmpty()) {
                return Optional.of(new Candidate(node, victims));
            }
        }
        return Optional.empty();
    }
}
