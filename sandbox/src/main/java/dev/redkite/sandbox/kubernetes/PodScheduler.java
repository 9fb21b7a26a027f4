package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Places pods on nodes by selector, taints, requests, volumes' zones, required (anti-)affinity and spread, or says why not. Those of
 * higher priority come first, and take the place of others where there is no other.
 */
final class PodScheduler implements ControlLoop.Controller {

    private static final String UNSCHEDULABLE = "Unschedulable";

    @Override
    public void reconcile(ClusterState state) {
        List<KubernetesObject> pods = new ArrayList<>(state.store.list("pods"));
        pods.sort(Comparator.comparingInt(pod -> -Priorities.of(pod)));
        for (KubernetesObject pod : pods) {
            if (pod.text("spec", "nodeName").isEmpty() && !pod.deleting()) {
                if (state.reached(Instant.parse(pod.text("metadata", "creationTimestamp")).plus(state.times.podPlaced()))) {
                    schedule(state, pod);
                }
            } else if (!pod.deleting() && !pod.hasCondition("PodScheduled")) {
                bind(state, pod, pod.text("spec", "nodeName"));
            }
        }
    }

    private static void schedule(ClusterState state, KubernetesObject pod) {
        Optional<String> volumes = volumeProblem(state, pod);
        if (volumes.isPresent()) {
            report(state, pod, volumes.get());
            return;
        }
        List<KubernetesObject> nodes = state.store.list("nodes");
        Map<String, Integer> reasons = new TreeMap<>();
        Optional<KubernetesObject> best = nodes.stream()
                .filter(node -> fits(state, pod, node, reasons))
                .min(Comparator.comparingLong((KubernetesObject node) -> siblings(state, pod, node))
                        .thenComparingLong(node -> -NodeRoom.to(pod, state, node).freeCpuMillis())
                        .thenComparing(KubernetesObject::name));
        if (best.isPresent()) {
            bind(state, pod, best.get().name());
        } else {
            Preemption.of(state, pod);
            report(state, pod, "0/" + nodes.size() + " nodes are available: " + (reasons.isEmpty()
                    ? "no nodes available to schedule pods"
                    : reasons.entrySet().stream()
                            .map(reason -> reason.getValue() + " " + reason.getKey())
                            .collect(Collectors.joining(", "))) + ".");
        }
    }

    private static boolean fits(ClusterState state, KubernetesObject pod, KubernetesObject node, Map<String, Integer> reasons) {
        Optional<String> problem = obstacle(state, pod, node).or(() -> NodeRoom.to(pod, state, node).shortage(pod));
        problem.ifPresent(reason -> reasons.merge(reason, 1, Integer::sum));
        return problem.isEmpty();
    }

    /** Why the pod can never run on that node, however much room there is. */
    static Optional<String> obstacle(ClusterState state, KubernetesObject pod, KubernetesObject node) {
        if (!node.hasCondition("Ready")) {
            return Optional.of("node(s) had untolerated taint {node.kubernetes.io/not-ready: }");
        }
        if (!selects(pod, node)) {
            return Optional.of("node(s) didn't match Pod's node affinity/selector");
        }
        if (!tolerates(pod, node)) {
            return Optional.of("node(s) had untolerated taint(s)");
        }
        if (!volumesReach(state, pod, node)) {
            return Optional.of("node(s) had volume node affinity conflict");
        }
        if (!affinityHolds(state, pod, node)) {
            return Optional.of("node(s) didn't match pod (anti-)affinity rules");
        }
        return TopologySpread.obstacle(state, pod, node);
    }

    private static boolean selects(KubernetesObject pod, KubernetesObject node) {
        JsonNode terms = pod.at("spec", "affinity", "nodeAffinity",
                "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms");
        boolean affine = terms.isMissingNode() || terms.valueStream()
                .anyMatch(term -> Selectors.labels(term).test(node.labels()));
        return affine && Selectors.equalTo(Json.strings(pod.at("spec", "nodeSelector"))).test(node.labels());
    }

    private static boolean tolerates(KubernetesObject pod, KubernetesObject node) {
        return node.stream("spec", "taints")
                .filter(taint -> !taint.path("effect").asText().equals("PreferNoSchedule"))
                .allMatch(taint -> pod.stream("spec", "tolerations").anyMatch(toleration -> tolerates(toleration, taint)));
    }

    private static boolean tolerates(JsonNode toleration, JsonNode taint) {
        String key = toleration.path("key").asText();
        String effect = toleration.path("effect").asText();
        boolean exists = toleration.path("operator").asText("Equal").equals("Exists");
        return (key.isEmpty() && exists || key.equals(taint.path("key").asText()))
                && (exists || toleration.path("value").asText().equals(taint.path("value").asText()))
                && (effect.isEmpty() || effect.equals(taint.path("effect").asText()));
    }

    private static Optional<String> volumeProblem(ClusterState state, KubernetesObject pod) {
        for (String name : Pods.claims(pod)) {
            Optional<KubernetesObject> claim = state.find("persistentvolumeclaims", pod.namespace(), name);
            if (claim.isEmpty()) {
                return Optional.of("persistentvolumeclaim \"" + name + "\" not found");
            }
            String storageClass = claim.get().text("spec", "storageClassName");
            boolean waits = state.find("storageclasses.storage.k8s.io", "", storageClass)
                    .filter(found -> found.text("volumeBindingMode").equals("WaitForFirstConsumer"))
                    .isPresent();
            if (!waits && !claim.get().text("status", "phase").equals("Bound")) {
                return Optional.of("pod has unbound immediate PersistentVolumeClaims");
            }
        }
        return Optional.empty();
    }

    private static boolean volumesReach(ClusterState state, KubernetesObject pod, KubernetesObject node) {
        return Pods.claims(pod).stream()
                .flatMap(name -> state.find("persistentvolumeclaims", pod.namespace(), name).stream())
                .flatMap(claim -> state.find("persistentvolumes", "", claim.text("spec", "volumeName")).stream())
                .allMatch(volume -> volume.labels().getOrDefault(NodeController.ZONE, "").equals(node.labels().get(NodeController.ZONE)));
    }

    private static boolean affinityHolds(ClusterState state, KubernetesObject pod, KubernetesObject node) {
        JsonNode affinity = pod.at("spec", "affinity");
        String required = "requiredDuringSchedulingIgnoredDuringExecution";
        return affinity.path("podAntiAffinity").path(required).valueStream().noneMatch(term -> inDomain(state, pod, node, term))
                && affinity.path("podAffinity").path(required).valueStream().allMatch(term -> inDomain(state, pod, node, term));
    }

    /** Whether a pod that the term selects runs in the node's domain. */
    private static boolean inDomain(ClusterState state, KubernetesObject pod, KubernetesObject node, JsonNode term) {
        String key = term.path("topologyKey").asText();
        Predicate<Map<String, String>> selected = Selectors.labels(term.path("labelSelector"));
        return state.store.list("pods", pod.namespace()).stream()
                .filter(other -> selected.test(other.labels()) && !other.text("spec", "nodeName").isEmpty())
                .flatMap(other -> state.find("nodes", "", other.text("spec", "nodeName")).stream())
                .anyMatch(other -> node.labels().containsKey(key)
                        && node.labels().get(key).equals(other.labels().get(key)));
    }

    private static long siblings(ClusterState state, KubernetesObject pod, KubernetesObject node) {
        return pod.findController().stream()
                .flatMap(owner -> state.store.list("pods", pod.namespace()).stream()
                        .filter(other -> other.text("spec", "nodeName").equals(node.name()))
                        .filter(other -> other.findController().filter(owner::equals).isPresent()))
                .count();
    }

    private static void bind(ClusterState state, KubernetesObject pod, String node) {
        state.store.change(pod, json -> {
            Json.objectAt(json, "spec").put("nodeName", node);
            Conditions.set(json, state.store.timestamp(), "PodScheduled", true, "", "");
        });
        for (String claim : Pods.claims(pod)) {
            state.find("persistentvolumeclaims", pod.namespace(), claim)
                    .filter(found -> found.text("spec", "volumeName").isEmpty())
                    .ifPresent(found -> state.store.change(found, json ->
                            annotations(json).put("volume.kubernetes.io/selected-node", node)));
        }
    }

    private static ObjectNode annotations(ObjectNode json) {
        return Json.objectAt(json, "metadata", "annotations");
    }

    private static void report(ClusterState state, KubernetesObject pod, String message) {
        state.store.report(pod, json -> Conditions.set(
                json, state.store.timestamp(), "PodScheduled", false, UNSCHEDULABLE, message));
    }
}
