package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Namespaces: a default service account in each, and an end only when everything in it is gone. */
final class NamespaceController implements ControlLoop.Controller {

    @Override
    public void reconcile(ClusterState state) {
        for (KubernetesObject namespace : state.store.list("namespaces")) {
            if (namespace.deleting()) {
                empty(state, namespace);
            } else {
                addMissing(state, "serviceaccounts", namespace.name(), "default");
                addMissing(state, "configmaps", namespace.name(), "kube-root-ca.crt");
            }
        }
    }

    private static void addMissing(ClusterState state, String type, String namespace, String name) {
        if (!state.exists(type, namespace, name)) {
            ObjectNode json = Json.object();
            json.putObject("metadata").put("name", name).put("namespace", namespace);
            state.create(type, json);
        }
    }

    private static void empty(ClusterState state, KubernetesObject namespace) {
        contents(state, namespace).stream().filter(object -> !object.deleting()).forEach(object ->
                state.store.find(object).ifPresent(state.deletion::delete));
        List<KubernetesObject> left = contents(state, namespace);
        if (state.reached(namespace.deletedAt().plus(state.times.namespaceRemoved()))
                && left.isEmpty() && namespace.finalizers().isEmpty()) {
            state.store.remove(namespace);
        } else {
            say(state, namespace, left);
        }
    }

    private static List<KubernetesObject> contents(ClusterState state, KubernetesObject namespace) {
        return state.store.everything().stream().filter(object -> object.namespace().equals(namespace.name())).toList();
    }

    /**
     * In the words of Kubernetes, which while a pod is left says of nothing that it remains
     * (https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/controller/namespace/deletion/status_condition_utils.go).
     */
    private static void say(ClusterState state, KubernetesObject namespace, List<KubernetesObject> left) {
        List<KubernetesObject> told = left.stream().anyMatch(object -> object.type().is("pods")) ? List.of() : left;
        Map<String, Long> kinds = told.stream()
                .collect(Collectors.groupingBy(object -> object.type().plural() + "." + object.type().group(), TreeMap::new, Collectors.counting()));
        Map<String, Long> finalizers = told.stream().flatMap(object -> object.finalizers().stream())
                .collect(Collectors.groupingBy(finalizer -> finalizer, TreeMap::new, Collectors.counting()));
        ArrayNode conditions = Json.object().arrayNode();
        condition(conditions, "NamespaceContentRemaining", !kinds.isEmpty(), "SomeResourcesRemain", "Some resources are remaining: "
                + counted(kinds, "%s has %d resource instances"), "ContentRemoved", "All content successfully removed");
        condition(conditions, "NamespaceFinalizersRemaining", !finalizers.isEmpty(), "SomeFinalizersRemain",
                "Some content in the namespace has finalizers remaining: " + counted(finalizers, "%s in %d resource instances"),
                "ContentHasNoFinalizers", "All content-preserving finalizers finished");
        if (!namespace.at("status", "conditions").equals(conditions)) {
            state.store.report(namespace, json -> Json.objectAt(json, "status").set("conditions", conditions));
        }
    }

    private static String counted(Map<String, Long> counts, String words) {
        return counts.entrySet().stream().map(each -> words.formatted(each.getKey(), each.getValue())).collect(Collectors.joining(", "));
    }

    private static void condition(ArrayNode conditions, String type, boolean held, String reason, String message,
            String otherwise, String all) {
        conditions.addObject().put("type", type).put("status", held ? "True" : "False")
                .put("reason", held ? reason : otherwise).put("message", held ? message : all);
    }
}
