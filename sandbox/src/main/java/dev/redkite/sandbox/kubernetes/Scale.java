package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Collectors;

/** The scale subresource: a view on the replicas of a workload. */
final class Scale {

    private Scale() {}

    static ObjectNode of(KubernetesObject workload) {
        ObjectNode scale = Json.object().put("kind", "Scale").put("apiVersion", "autoscaling/v1");
        scale.putObject("metadata")
                .put("name", workload.name())
                .put("namespace", workload.namespace())
                .put("uid", workload.uid())
                .put("resourceVersion", workload.resourceVersion());
        scale.putObject("spec").put("replicas", workload.at("spec", "replicas").asInt());
        scale.putObject("status")
                .put("replicas", workload.at("status", "replicas").asInt())
                .put("selector", Json.strings(workload.at("spec", "selector", "matchLabels")).entrySet().stream()
                        .map(Object::toString)
                        .collect(Collectors.joining(",")));
        return scale;
    }

    /** The workload as such a view, changed, wants it. */
    static ObjectNode apply(KubernetesObject workload, ObjectNode scale) {
        if (!scale.at("/spec/replicas").isInt() || scale.at("/spec/replicas").asInt() < 0) {
            throw StatusException.badRequest("spec.replicas must be a whole number, zero or more");
        }
        ObjectNode wanted = workload.json().deepCopy();
        Json.objectAt(wanted, "spec").put("replicas", scale.at("/spec/replicas").asInt());
        String version = Json.text(scale, "metadata", "resourceVersion");
        if (!version.isEmpty()) {
            Json.objectAt(wanted, "metadata").put("resourceVersion", version);
        }
        return wanted;
    }
}
