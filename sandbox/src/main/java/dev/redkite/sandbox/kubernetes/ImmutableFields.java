package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What no update may change. */
final class ImmutableFields {

    private static final Map<String, List<String>> PATHS = Map.ofEntries(
            Map.entry("deployments.apps", List.of("/spec/selector")),
            Map.entry("daemonsets.apps", List.of("/spec/selector")),
            Map.entry("replicasets.apps", List.of("/spec/selector")),
            Map.entry("jobs.batch", List.of("/spec/selector", "/spec/template", "/spec/completions")),
            Map.entry("storageclasses.storage.k8s.io", List.of("/provisioner", "/parameters", "/reclaimPolicy",
                    "/volumeBindingMode")),
            Map.entry("secrets", List.of("/type")),
            Map.entry("services", List.of("/spec/loadBalancerClass")),
            Map.entry("rolebindings.rbac.authorization.k8s.io", List.of("/roleRef")),
            Map.entry("clusterrolebindings.rbac.authorization.k8s.io", List.of("/roleRef")),
            Map.entry("ingressclasses.networking.k8s.io", List.of("/spec/controller")));
    private static final List<String> STATEFUL_SET_MAY_CHANGE = List.of("replicas", "ordinals", "template",
            "updateStrategy", "revisionHistoryLimit", "persistentVolumeClaimRetentionPolicy", "minReadySeconds");
    private static final List<String> CLAIM_MAY_CHANGE = List.of("resources", "volumeAttributesClassName", "volumeName");

    private ImmutableFields() {}

    static List<String> violations(KubernetesObject before, ObjectNode after) {
        List<String> violations = new ArrayList<>();
        for (String path : PATHS.getOrDefault(before.type().qualifiedPlural(), List.of())) {
            if (!before.json().at(path).equals(after.at(path))) {
                violations.add(path.substring(1).replace('/', '.') + ": Invalid value: field is immutable");
            }
        }
        if (before.type().is("statefulsets.apps") && !same(before, after, STATEFUL_SET_MAY_CHANGE)) {
            violations.add("spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals',"
                    + " 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy'"
                    + " and 'minReadySeconds' are forbidden");
        }
        if (before.type().is("persistentvolumeclaims") && !same(before, after, CLAIM_MAY_CHANGE)) {
            violations.add("spec: Forbidden: spec is immutable after creation except resources.requests and"
                    + " volumeAttributesClassName for bound claims");
        }
        if (before.type().is("services") && clusterAddressChanged(before, after)) {
            violations.add("spec.clusterIPs[0]: Invalid value: may not change once set");
        }
        boolean sealed = before.at("immutable").asBoolean();
        if (sealed && !before.at("data").equals(after.path("data"))) {
            violations.add("data: Forbidden: field is immutable when `immutable` is set");
        }
        return violations;
    }

    private static boolean same(KubernetesObject before, ObjectNode after, List<String> except) {
        return rest(before.at("spec"), except).equals(rest(after.path("spec"), except));
    }

    private static JsonNode rest(JsonNode spec, List<String> except) {
        return spec instanceof ObjectNode object ? object.deepCopy().without(except) : spec;
    }

    private static boolean clusterAddressChanged(KubernetesObject before, ObjectNode after) {
        String was = before.text("spec", "clusterIP");
        return !was.isEmpty() && !was.equals(Json.text(after, "spec", "clusterIP"))
                && !Json.text(after, "spec", "type").equals("ExternalName");
    }
}
