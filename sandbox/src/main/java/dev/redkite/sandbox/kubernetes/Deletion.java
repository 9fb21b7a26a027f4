package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How objects go: finalizers are waited for, pods take their time, namespaces are emptied first. */
record Deletion(ObjectStore store) {

    static final String FOREGROUND = "foregroundDeletion";
    private static final Set<String> KEPT_NAMESPACES = Set.of("default", "kube-system", "kube-public");

    private static final List<String> POLICIES = List.of("Foreground", "Background", "Orphan");
    private static final List<String> POLICIES_AS_TOLD = List.of("Foreground", "Background", "Orphan", "nil");

    /** As asked by a client, with its options; gives the object while it is still there. */
    Optional<KubernetesObject> delete(KubernetesObject object, JsonNode options, String policyParameter) {
        checkPreconditions(object, options.path("preconditions"));
        if (object.type().is("namespaces") && KEPT_NAMESPACES.contains(object.name())) {
            throw StatusException.forbidden(object.type(), object.name(), "this namespace may not be deleted");
        }
        String policy = policy(options, policyParameter);
        if (policy.equals("Orphan") || options.path("orphanDependents").asBoolean()) {
            dependents(object).forEach(dependent -> store.report(dependent, json -> disown(json, object.uid())));
        } else if (policy.equals("Foreground")) {
            store.report(object, json -> addFinalizer(json, FOREGROUND));
        }
        boolean atOnce = options.path("gracePeriodSeconds").isNumber()
                && options.path("gracePeriodSeconds").asLong() == 0;
        delete(store.find(object).orElseThrow(), atOnce);
        return store.find(object);
    }

    /** @return "" where none is asked for */
    static String policy(JsonNode options, String parameter) {
        String policy = options.path("propagationPolicy").asText(parameter);
        if (!policy.isEmpty() && !POLICIES.contains(policy)) {
            Violations violations = new Violations();
            violations.unsupported("propagationPolicy", policy, POLICIES_AS_TOLD);
            throw StatusException.invalidOptions("DeleteOptions", violations.found().getFirst());
        }
        return policy;
    }

    /** As controllers delete: in the background. */
    void delete(KubernetesObject object) {
        delete(object, false);
    }

    private void delete(KubernetesObject object, boolean atOnce) {
        if (object.deleting()) {
            if (atOnce && object.finalizers().isEmpty()) {
                store.remove(object);
            }
            return;
        }
        boolean lingers = lingers(object) && !atOnce;
        if (object.finalizers().isEmpty() && !lingers) {
            store.remove(object);
            return;
        }
        store.report(object, json -> {
            Json.objectAt(json, "metadata")
                    .put("deletionTimestamp", store.timestamp())
                    .put("deletionGracePeriodSeconds", lingers ? 30 : 0);
            if (object.type().is("namespaces")) {
                Json.objectAt(json, "status").put("phase", "Terminating");
            }
        });
    }

    /** A pod on a node is stopped first, a namespace is emptied first; their controllers end it. */
    private static boolean lingers(KubernetesObject object) {
        return object.type().is("namespaces")
                || object.type().is("pods") && !object.text("spec", "nodeName").isEmpty();
    }

    /** To be called after each change: the last finalizer's removal lets the object go. */
    void finishWhenReleased(KubernetesObject object) {
        store.find(object)
                .filter(found -> found.deleting() && found.finalizers().isEmpty() && !lingers(found))
                .ifPresent(store::remove);
    }

    void removeFinalizer(KubernetesObject object, String finalizer) {
        KubernetesObject changed = store.report(object, json -> dropFinalizer(json, finalizer));
        finishWhenReleased(changed);
    }

    List<KubernetesObject> dependents(KubernetesObject owner) {
        return store.everything().stream().filter(object -> object.ownedBy(owner)).toList();
    }

    static void addFinalizer(ObjectNode json, String finalizer) {
        ArrayNode finalizers = Json.arrayAt(Json.objectAt(json, "metadata"), "finalizers");
        if (!Json.texts(finalizers).contains(finalizer)) {
            finalizers.add(finalizer);
        }
    }

    private static void dropFinalizer(ObjectNode json, String finalizer) {
        ObjectNode metadata = Json.objectAt(json, "metadata");
        List<String> left = Json.texts(metadata.path("finalizers")).stream()
                .filter(name -> !name.equals(finalizer))
                .toList();
        metadata.remove("finalizers");
        if (!left.isEmpty()) {
            left.forEach(metadata.putArray("finalizers")::add);
        }
    }

    private static void disown(ObjectNode json, String ownerUid) {
        ArrayNode owners = Json.arrayAt(Json.objectAt(json, "metadata"), "ownerReferences");
        for (int i = owners.size() - 1; i >= 0; i--) {
            if (owners.get(i).path("uid").asText().equals(ownerUid)) {
                owners.remove(i);
            }
        }
    }

    private static void checkPreconditions(KubernetesObject object, JsonNode preconditions) {
        String uid = preconditions.path("uid").asText(object.uid());
        String version = preconditions.path("resourceVersion").asText(object.resourceVersion());
        if (!uid.equals(object.uid()) || !version.equals(object.resourceVersion())) {
            throw StatusException.conflict(object.type(), object.name(),
                    "the UID or resourceVersion in the precondition does not match the record");
        }
    }
}
