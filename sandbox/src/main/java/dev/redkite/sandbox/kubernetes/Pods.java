package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the controllers of workloads share: making pods from templates, and counting them. */
final class Pods {

    private Pods() {}

    /** Makes a pod unless its service account or its priority class is missing; a real cluster refuses it then, and tries again. */
    static Optional<KubernetesObject> create(ClusterState state, KubernetesObject owner, String name, ObjectNode extra) {
        JsonNode template = owner.at("spec", "template");
        String account = template.path("spec").path("serviceAccountName").asText("default");
        if (PodAdmission.refusal(state, owner.namespace(), template.path("spec")).isPresent()) {
            return Optional.empty();
        }
        ObjectNode pod = Json.object();
        ObjectNode metadata = pod.putObject("metadata");
        metadata.setAll((ObjectNode) (template.path("metadata").isObject() ? template.path("metadata").deepCopy() : Json.object()));
        metadata.remove(List.of("name", "creationTimestamp"));
        metadata.put("namespace", owner.namespace());
        metadata.put(name.endsWith("-") ? "generateName" : "name", name);
        own(metadata, owner);
        pod.set("spec", template.path("spec").deepCopy());
        Json.putIfMissing(Json.objectAt(pod, "spec"), "serviceAccountName", account);
        merge(pod, extra);
        pod.putObject("status").put("phase", "Pending");
        return Optional.of(state.create("pods", pod));
    }

    static void own(ObjectNode metadata, KubernetesObject owner) {
        metadata.putArray("ownerReferences").addObject()
                .put("apiVersion", owner.type().apiVersion())
                .put("kind", owner.type().kind())
                .put("name", owner.name())
                .put("uid", owner.uid())
                .put("controller", true)
                .put("blockOwnerDeletion", true);
    }

    private static void merge(ObjectNode target, ObjectNode extra) {
        extra.properties().forEach(entry -> {
            if (entry.getValue() instanceof ObjectNode object) {
                merge(Json.objectAt(target, entry.getKey()), object);
            } else if (entry.getValue().isArray() && target.path(entry.getKey()).isArray()) {
                entry.getValue().forEach(Json.arrayAt(target, entry.getKey())::add);
            } else {
                target.set(entry.getKey(), entry.getValue());
            }
        });
    }

    static List<KubernetesObject> of(ClusterState state, KubernetesObject owner) {
        return state.store.list("pods", owner.namespace()).stream().filter(pod -> pod.ownedBy(owner)).toList();
    }

    /** The claims that it uses. */
    static List<String> claims(KubernetesObject pod) {
        return pod.stream("spec", "volumes")
                .map(volume -> volume.at("/persistentVolumeClaim/claimName").asText(""))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** Empty while it is not. */
    static Optional<Instant> readySince(KubernetesObject pod) {
        return pod.stream("status", "conditions")
                .filter(condition -> ready(pod) && condition.path("type").asText().equals("Ready"))
                .map(condition -> Instant.parse(condition.path("lastTransitionTime").asText()))
                .findFirst();
    }

    static boolean ready(KubernetesObject pod) {
        return !pod.deleting() && pod.hasCondition("Ready");
    }

    static boolean finished(KubernetesObject pod) {
        return List.of("Succeeded", "Failed").contains(pod.text("status", "phase"));
    }

    static int countReady(List<KubernetesObject> pods) {
        return (int) pods.stream().filter(Pods::ready).count();
    }

    /** A short name of a template that differs when the template does. */
    static String hash(JsonNode template) {
        return Integer.toUnsignedString(template.toString().hashCode(), 36);
    }
}
