package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/**
 * Which pods go before others: by a PriorityClass that has to be there when the pod is made, and whose value the pod keeps
 * (https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/).
 */
final class Priorities {

    static final String CLASSES = "priorityclasses.scheduling.k8s.io";

    private static final int HIGHEST_OF_USERS = 1_000_000_000;

    /** Every cluster has them (https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/apis/scheduling/types.go). */
    private static final Map<String, Integer> OF_THE_SYSTEM =
            Map.of("system-cluster-critical", 2_000_000_000, "system-node-critical", 2_000_001_000);

    private Priorities() {}

    static void ofTheSystem(ClusterState state) {
        OF_THE_SYSTEM.forEach((name, value) -> {
            ObjectNode json = Json.object().put("value", value);
            json.putObject("metadata").put("name", name);
            state.create(CLASSES, json);
        });
    }

    static void check(KubernetesObject priorityClass, Violations violations) {
        int value = priorityClass.at("value").asInt();
        if (value > HIGHEST_OF_USERS && !OF_THE_SYSTEM.containsKey(priorityClass.name())) {
            violations.forbidden("value", "maximum allowed value of a user defined priority is " + HIGHEST_OF_USERS);
        }
        if (priorityClass.name().startsWith("system-") && !OF_THE_SYSTEM.containsKey(priorityClass.name())) {
            violations.forbidden("metadata.name",
                    "priority class names with 'system-' prefix are reserved for system use only. error: only classes of the system may");
        }
    }

    /** Why a pod of that specification is refused, if it is. */
    static Optional<String> refusal(ClusterState state, JsonNode spec) {
        String name = Json.text(spec, "priorityClassName");
        return name.isEmpty() || state.exists(CLASSES, "", name)
                ? Optional.empty()
                : Optional.of("no PriorityClass with name " + name + " was found");
    }

    static void resolve(ClusterState state, ObjectNode spec) {
        state.find(CLASSES, "", Json.text(spec, "priorityClassName"))
                .ifPresentOrElse(found -> spec.put("priority", found.at("value").asInt()),
                        () -> Json.putIfMissing(spec, "priority", 0));
    }

    static int of(KubernetesObject pod) {
        return pod.at("spec", "priority").asInt();
    }
}
