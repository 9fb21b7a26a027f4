package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The spread over domains that a pod insists on
 * (https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/).
 */
final class TopologySpread {

    private static final String UNMATCHED = "node(s) didn't match pod topology spread constraints";

    private TopologySpread() {}

    /** Why the pod would be one too many on that node, if it would. */
    static Optional<String> obstacle(ClusterState state, KubernetesObject pod, KubernetesObject node) {
        return pod.stream("spec", "topologySpreadConstraints")
                .filter(constraint -> constraint.path("whenUnsatisfiable").asText("DoNotSchedule").equals("DoNotSchedule"))
                .flatMap(constraint -> obstacle(state, pod, node, constraint).stream())
                .findFirst();
    }

    private static Optional<String> obstacle(ClusterState state, KubernetesObject pod, KubernetesObject node, JsonNode constraint) {
        String key = constraint.path("topologyKey").asText();
        String domain = node.labels().get(key);
        if (domain == null) {
            return Optional.of(UNMATCHED + " (missing required label)");
        }
        Predicate<Map<String, String>> counted = Selectors.labels(constraint.path("labelSelector"));
        Map<String, Long> counts = counts(state, pod, key, counted);
        long least = counts.values().stream().mapToLong(Long::longValue).min().orElse(0);
        long itself = counted.test(pod.labels()) ? 1 : 0;
        return counts.get(domain) + itself - least > constraint.path("maxSkew").asLong() ? Optional.of(UNMATCHED) : Optional.empty();
    }

    /** Placed pods of each domain, those without any among them. */
    private static Map<String, Long> counts(
            ClusterState state, KubernetesObject pod, String key, Predicate<Map<String, String>> counted) {
        List<KubernetesObject> pods = state.store.list("pods", pod.namespace()).stream()
                .filter(other -> !other.deleting() && counted.test(other.labels()))
                .toList();
        Map<String, Long> counts = new TreeMap<>();
        state.store.list("nodes").stream()
                .filter(node -> node.labels().containsKey(key))
                .forEach(node -> counts.merge(
                        node.labels().get(key), pods.stream().filter(other -> NodeRoom.on(node, other)).count(), Long::sum));
        return counts;
    }
}
