package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.nio.charset.StandardCharsets;

/** The way of every write: shape, names, defaults, rules, webhooks, and only then the state.store. */
record Writes(ClusterState state) {

    private static final List<String> SERVER_OWNED = List.of("uid", "creationTimestamp", "generation",
            "resourceVersion", "deletionTimestamp", "deletionGracePeriodSeconds", "managedFields", "selfLink");

    KubernetesObject create(ObjectNode json, ApiRequest request, ApiRequest.Target target) {
        ResourceType type = target.type();
        checkKind(json, type);
        Bodies.Read read = Bodies.read(type, json, request);
        ObjectNode metadata = Json.objectAt(json, "metadata");
        if (!Json.text(metadata, "resourceVersion").isEmpty()) {
            throw StatusException.of(500, "", "resourceVersion should not be set on objects to be created");
        }
        metadata.remove(SERVER_OWNED);
        checkNamespace(metadata, target);
        String name = Json.text(metadata, "name");
        if (state.store.find(type.qualifiedPlural(), target.namespace(), name).isPresent()) {
            throw StatusException.alreadyExists(type, name);
        }
        if (type.subresources().contains("status")) {
            json.remove("status");
        }
        if (type.is("pods")) {
            PodAdmission.refusal(state, target.namespace(), json.path("spec")).ifPresent(why -> {
                throw StatusException.forbidden(type, name, why);
            });
        }
        complete(type, json);
        refuse(type, name, checked(type, json, read));
        AdmissionWebhooks.check(state, type, json, "CREATE");
        if (request.dryRun()) {
            return state.store.drafted(type, json);
        }
        KubernetesObject added = state.store.add(type, json);
        state.ownership.created(added, FieldOwnership.manager(request, type));
        return added;
    }

    private Violations checked(ResourceType type, ObjectNode json, Bodies.Read read) {
        Violations violations = new Violations();
        read.tell(violations);
        ObjectRules.check(type, json, state.kubernetesVersion, violations);
        return violations;
    }

    /** @param subresource "" or "status": the only part that is then taken over */
    KubernetesObject update(KubernetesObject current, ObjectNode wanted, ApiRequest request, String subresource) {
        ResourceType type = current.type();
        checkKind(wanted, type);
        Bodies.Read read = Bodies.read(type, wanted, request);
        ObjectNode metadata = Json.objectAt(wanted, "metadata");
        checkIdentity(current, metadata);
        ObjectNode json = subresource.equals("status")
                ? current.json().deepCopy().<ObjectNode>set("status", wanted.path("status"))
                : wanted.deepCopy();
        keepServerOwned(current, json, subresource);
        keepAllocated(current, json);
        complete(type, json);
        Violations violations = checked(type, json, read);
        ImmutableFields.check(current, json, violations);
        refuse(type, current.name(), violations);
        if (subresource.isEmpty()) {
            AdmissionWebhooks.check(state, type, json, "UPDATE");
        }
        if (request.dryRun()) {
            return new KubernetesObject(type, json);
        }
        KubernetesObject replaced = state.store.replace(current, json);
        state.ownership.changed(current, replaced, FieldOwnership.manager(request, type));
        state.deletion.finishWhenReleased(replaced);
        return replaced;
    }

    KubernetesObject apply(Optional<KubernetesObject> existing, ApiRequest request, ApiRequest.Target target) {
        if (request.parameter("fieldManager").isEmpty()) {
            throw StatusException.invalidOptions("PatchOptions",
                    new Violations.Violation("fieldManager", "FieldValueRequired", "Required value: is required for apply patch"));
        }
        ObjectNode applied = request.object();
        checkKind(applied, target.type());
        ObjectNode metadata = Json.objectAt(applied, "metadata");
        if (metadata.has("managedFields")) {
            throw StatusException.badRequest("metadata.managedFields must be nil");
        }
        Json.putIfMissing(metadata, "name", target.name().orElseThrow());
        Bodies.declared(target.type(), applied);
        ServerSideApply apply = new ServerSideApply(state.ownership, FieldOwnership.applier(request.fieldManager()),
                request.parameter("force").equals("true"));
        KubernetesObject result = existing.isEmpty()
                ? create(applied.deepCopy(), request, target)
                : update(existing.get(), apply.merge(existing.get(), applied), request, "");
        if (!request.dryRun()) {
            state.ownership.recordApply(result, FieldOwnership.applier(request.fieldManager()), applied);
        }
        return result;
    }

    private void complete(ResourceType type, ObjectNode json) {
        if (type.is("secrets") && json.remove("stringData") instanceof ObjectNode texts) {
            ObjectNode data = Json.objectAt(json, "data");
            Json.strings(texts).forEach((key, text) -> data.put(
                    key, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
        }
        Defaults.apply(type, json, state);
    }

    private void checkNamespace(ObjectNode metadata, ApiRequest.Target target) {
        if (!target.type().namespaced()) {
            metadata.remove("namespace");
            return;
        }
        String given = Json.text(metadata, "namespace");
        if (!given.isEmpty() && !given.equals(target.namespace())) {
            throw StatusException.badRequest("the namespace of the provided object does not match the namespace sent"
                    + " on the request");
        }
        metadata.put("namespace", target.namespace());
        KubernetesObject namespace = state.store.find("namespaces", "", target.namespace())
                .orElseThrow(() -> StatusException.notFound(ResourceTypes.of("namespaces"), target.namespace()));
        if (namespace.deleting()) {
            throw StatusException.forbidden(target.type(), Json.text(metadata, "name"),
                    "unable to create new content in namespace " + namespace.name() + " because it is being terminated");
        }
    }

    /** A body need not say what it is, since the path does. */
    private static void checkKind(ObjectNode json, ResourceType type) {
        Json.putIfMissing(json, "kind", type.kind());
        Json.putIfMissing(json, "apiVersion", type.apiVersion());
        String kind = Json.text(json, "kind");
        String version = Json.text(json, "apiVersion");
        if (!kind.equals(type.kind()) || !version.equals(type.apiVersion()) && !type.custom()) {
            throw Bodies.anotherKind(kind, version, type);
        }
    }

    private static void checkIdentity(KubernetesObject current, ObjectNode metadata) {
        String uid = Json.text(metadata, "uid");
        String version = Json.text(metadata, "resourceVersion");
        if (!Json.text(metadata, "name").equals(current.name())) {
            throw StatusException.badRequest("the name of the object (" + Json.text(metadata, "name")
                    + ") does not match the name on the URL (" + current.name() + ")");
        }
        if (!uid.isEmpty() && !uid.equals(current.uid())) {
            throw StatusException.conflict(current.type(), current.name(), "Precondition failed: UID in precondition: "
                    + uid + ", UID in object meta: " + current.uid());
        }
        if (!version.isEmpty() && !version.equals(current.resourceVersion())) {
            throw StatusException.conflict(current.type(), current.name(), "the object has been modified; please apply"
                    + " your changes to the latest version and try again");
        }
    }

    private static void keepServerOwned(KubernetesObject current, ObjectNode json, String subresource) {
        ObjectNode metadata = Json.objectAt(json, "metadata");
        metadata.remove(SERVER_OWNED);
        for (String name : SERVER_OWNED) {
            if (current.at("metadata").has(name)) {
                metadata.set(name, current.at("metadata", name));
            }
        }
        if (current.type().namespaced()) {
            metadata.put("namespace", current.namespace());
        }
        json.put("apiVersion", Json.text(current.json(), "apiVersion"));
        if (subresource.isEmpty() && current.type().subresources().contains("status")) {
            json.remove("status");
            if (current.json().has("status")) {
                json.set("status", current.at("status"));
            }
        }
    }

    /** A Service that is replaced by one that names no address keeps what it was given. */
    private static void keepAllocated(KubernetesObject current, ObjectNode json) {
        if (!current.type().is("services") || !(json.path("spec") instanceof ObjectNode spec)
                || Json.text(spec, "type").equals("ExternalName")) {
            return;
        }
        for (String member : List.of("clusterIP", "clusterIPs")) {
            if (spec.path(member).isEmpty() && Json.text(spec, member).isEmpty() && current.at("spec").has(member)) {
                spec.set(member, current.at("spec", member));
            }
        }
    }

    private static void refuse(ResourceType type, String name, Violations violations) {
        if (!violations.found().isEmpty()) {
            throw StatusException.invalid(type, name, violations.found());
        }
    }
}
