package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** What no update may change. */
final class ImmutableFields {

    private static final Map<String, List<String>> PATHS = Map.ofEntries(
            Map.entry("deployments.apps", List.of("/spec/selector")),
            Map.entry("daemonsets.apps", List.of("/spec/selector")),
            Map.entry("replicasets.apps", List.of("/spec/selector")),
            Map.entry("jobs.batch", List.of("/spec/selector", "/spec/template", "/spec/completions")),
            Map.entry("storageclasses.storage.k8s.io", List.of("/parameters", "/provisioner", "/reclaimPolicy",
                    "/volumeBindingMode")),
            Map.entry("secrets", List.of("/type")),
            Map.entry("rolebindings.rbac.authorization.k8s.io", List.of("/roleRef")),
            Map.entry("clusterrolebindings.rbac.authorization.k8s.io", List.of("/roleRef")),
            Map.entry("ingressclasses.networking.k8s.io", List.of("/spec/controller")));
    private static final List<String> STATEFUL_SET_MAY_CHANGE = List.of("replicas", "ordinals", "template",
            "updateStrategy", "revisionHistoryLimit", "persistentVolumeClaimRetentionPolicy", "minReadySeconds");
    private static final List<String> CLAIM_MAY_CHANGE = List.of("resources", "volumeAttributesClassName", "volumeName");

    private static final List<String> POD_MAY_CHANGE =
            List.of("activeDeadlineSeconds", "tolerations", "terminationGracePeriodSeconds", "nodeName");
    private static final String SEALED = "field is immutable when `immutable` is set";

    private ImmutableFields() {}

    static void check(KubernetesObject before, ObjectNode after, Violations violations) {
        for (String path : PATHS.getOrDefault(before.type().qualifiedPlural(), List.of())) {
            JsonNode wanted = after.at(path);
            if (!before.json().at(path).equals(wanted)) {
                violations.immutable(path.substring(1).replace('/', '.'), wanted);
            }
        }
        switch (before.type().qualifiedPlural()) {
            case "statefulsets.apps" -> {
                if (!same(before, after, STATEFUL_SET_MAY_CHANGE)) {
                    violations.forbidden("spec", "updates to statefulset spec for fields other than 'replicas', 'ordinals',"
                            + " 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy'"
                            + " and 'minReadySeconds' are forbidden");
                }
            }
            case "persistentvolumeclaims" -> {
                if (!same(before, after, CLAIM_MAY_CHANGE)) {
                    violations.forbidden("spec", "spec is immutable after creation except resources.requests and"
                            + " volumeAttributesClassName for bound claims");
                }
            }
            case "services" -> service(before, after, violations);
            case "pods" -> pod(before, after, violations);
            case "configmaps", "secrets" -> data(before, after, violations);
            default -> { }
        }
    }

    private static void service(KubernetesObject before, ObjectNode after, Violations violations) {
        String was = before.text("spec", "clusterIP");
        String type = Json.text(after, "spec", "type");
        if (!was.isEmpty() && !was.equals(Json.text(after, "spec", "clusterIP")) && !type.equals("ExternalName")) {
            violations.invalid("spec.clusterIPs[0]", after.at("/spec/clusterIP").asText(), "may not change once set");
        }
        JsonNode wanted = after.at("/spec/loadBalancerClass");
        boolean balanced = before.text("spec", "type").equals("LoadBalancer") && type.equals("LoadBalancer");
        if (balanced && !before.at("spec", "loadBalancerClass").equals(wanted)) {
            violations.invalid("spec.loadBalancerClass", wanted, "may not change once set");
        }
    }

    private static void pod(KubernetesObject before, ObjectNode after, Violations violations) {
        if (before.at("spec", "containers").size() != after.at("/spec/containers").size()) {
            violations.forbidden("spec.containers", "pod updates may not add or remove containers");
        } else if (!withoutImages(before.at("spec")).equals(withoutImages(after.path("spec")))) {
            violations.forbidden("spec", "pod updates may not change fields other than `spec.containers[*].image`,"
                    + "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing"
                    + " tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)");
        }
    }

    private static JsonNode withoutImages(JsonNode spec) {
        ObjectNode copy = spec.deepCopy();
        copy.remove(POD_MAY_CHANGE);
        for (String kind : List.of("containers", "initContainers")) {
            copy.path(kind).forEach(container -> ((ObjectNode) container).remove("image"));
        }
        return copy;
    }

    private static void data(KubernetesObject before, ObjectNode after, Violations violations) {
        if (!before.at("immutable").asBoolean()) {
            return;
        }
        if (!after.path("immutable").asBoolean()) {
            violations.forbidden("immutable", SEALED);
        }
        for (String member : List.of("data", "binaryData")) {
            if (!before.at(member).equals(after.path(member))) {
                violations.forbidden(member, SEALED);
            }
        }
    }

    private static boolean same(KubernetesObject before, ObjectNode after, List<String> except) {
        return rest(before.at("spec"), except).equals(rest(after.path("spec"), except));
    }

    private static JsonNode rest(JsonNode spec, List<String> except) {
        return spec instanceof ObjectNode object ? object.deepCopy().without(except) : spec;
    }
}
