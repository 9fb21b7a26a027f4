package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Namespaces: a default service account in each, and an end only when everything in it is gone. */
final class NamespaceController implements ControlLoop.Controller {

    @Override
    public void reconcile(ClusterState state) {
        for (KubernetesObject namespace : state.store().list("namespaces")) {
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
        List<KubernetesObject> contents = state.store().everything().stream()
                .filter(object -> object.namespace().equals(namespace.name()))
                .toList();
        contents.stream().filter(object -> !object.deleting()).forEach(object ->
                state.store().find(object).ifPresent(state.deletion()::delete));
        if (state.reached(namespace.deletedAt().plus(state.times().namespaceRemoved()))
                && contents.isEmpty() && namespace.finalizers().isEmpty()) {
            state.store().remove(namespace);
        }
    }
}
