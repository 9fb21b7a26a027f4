package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads and writes of objects, as the paths under /api and /apis ask for them. */
record ResourceRequests(ClusterState state, Writes writes) {

    record Answer(int code, ObjectNode body) {}

    /** Objects are brought up to the clock before and after, so that a write's immediate effects are seen at once. */
    Answer handle(ApiRequest request, ApiRequest.Target target) {
        return state.locked(() -> {
            state.reconcile();
            Answer answer = answer(request, target);
            if (!request.call().method().equals("GET")) {
                state.reconcile();
            }
            return answer;
        });
    }

    private Answer answer(ApiRequest request, ApiRequest.Target target) {
        if (!target.subresource().isEmpty()) {
            return subresource(request, target);
        }
        return switch (request.verb()) {
            case "get" -> new Answer(200, Listing.inAcceptedForm(inVersion(require(target), target.type()), request));
            case "list" -> new Answer(200, Listing.of(state.store, request, target));
            case "create" -> new Answer(201, inVersion(writes.create(request.object(), request, target), target.type()));
            case "update" -> ok(writes.update(require(target), request.object(), request, ""), target);
            case "patch" -> patch(request, target);
            case "delete" -> delete(request, target);
            case "deletecollection" -> deleteCollection(request, target);
            default -> throw StatusException.methodNotAllowed(request.call().method());
        };
    }

    private Answer subresource(ApiRequest request, ApiRequest.Target target) {
        if (!target.type().subresources().contains(target.subresource())) {
            throw StatusException.pathNotFound();
        }
        KubernetesObject object = require(target);
        if (target.subresource().equals("eviction")) {
            Evictions.evict(state, object, request);
            return new Answer(201, Json.object().put("kind", "Status").put("apiVersion", "v1").put("status", "Success").put("code", 201));
        }
        boolean scale = target.subresource().equals("scale");
        ObjectNode current = scale ? Scale.of(object) : object.json();
        ObjectNode wanted = switch (request.verb()) {
            case "get" -> current;
            case "update" -> request.object();
            case "patch" -> scale
                    ? PatchApplier.apply(current, request)
                    : PatchApplier.apply(object.type(), current, request);
            default -> throw StatusException.methodNotAllowed(request.call().method());
        };
        if (request.verb().equals("get")) {
            return new Answer(200, scale ? current : inVersion(object, target.type()));
        }
        KubernetesObject changed = scale
                ? writes.update(object, Scale.apply(object, wanted), request, "")
                : writes.update(object, wanted, request, "status");
        return new Answer(200, scale ? Scale.of(changed) : inVersion(changed, target.type()));
    }

    private Answer patch(ApiRequest request, ApiRequest.Target target) {
        Optional<KubernetesObject> existing = find(target);
        if (request.call().contentType().startsWith(ServerSideApply.MEDIA_TYPE)) {
            KubernetesObject applied = writes.apply(existing, request, target);
            return new Answer(existing.isPresent() ? 200 : 201, inVersion(applied, target.type()));
        }
        KubernetesObject object = existing.orElseThrow(() -> notFound(target));
        ObjectNode patched = PatchApplier.apply(object.type(), object.json(), request);
        return ok(writes.update(object, patched, request, ""), target);
    }

    private Answer delete(ApiRequest request, ApiRequest.Target target) {
        KubernetesObject object = require(target);
        JsonNode options = request.call().body().length == 0 ? Json.object() : request.object();
        if (request.dryRun() || options.path("dryRun").toString().contains("All")) {
            Deletion.policy(options, request.parameter("propagationPolicy"));
            return new Answer(200, success(object));
        }
        return state.deletion
                .delete(object, options, request.parameter("propagationPolicy"))
                .map(left -> ok(left, target))
                .orElseGet(() -> new Answer(200, success(object)));
    }

    private Answer deleteCollection(ApiRequest request, ApiRequest.Target target) {
        JsonNode options = request.call().body().length == 0 ? Json.object() : request.object();
        ObjectNode list = Listing.of(state.store, request, target);
        state.store.list(target.type().qualifiedPlural()).stream()
                .filter(selection(request, target))
                .forEach(object -> state.deletion.delete(object, options, request.parameter("propagationPolicy")));
        return new Answer(200, list);
    }

    /** What a list, a watch or a deletion of many takes: by namespace, name and selectors. */
    static Predicate<KubernetesObject> selection(ApiRequest request, ApiRequest.Target target) {
        Predicate<Map<String, String>> labels = Selectors.labels(request.parameter("labelSelector"));
        Predicate<KubernetesObject> fields = Selectors.fields(target.type(), request.parameter("fieldSelector"));
        return object -> (target.namespace().isEmpty() || object.namespace().equals(target.namespace()))
                && target.name().map(object.name()::equals).orElse(true)
                && labels.test(object.labels())
                && fields.test(object);
    }

    /**
     * Versions of a custom type share their objects; each shows them as its own. Everything below is the stored object's,
     * which nobody changes in place: an answer is written to the wire, and whoever keeps one as it is copies it.
     */
    static ObjectNode inVersion(KubernetesObject object, ResourceType type) {
        ObjectNode json = Json.object().put("apiVersion", "").put("kind", "");
        json.setAll(object.json());
        return json.put("apiVersion", type.apiVersion()).put("kind", type.kind());
    }

    private Optional<KubernetesObject> find(ApiRequest.Target target) {
        return state.store.find(target.type().qualifiedPlural(), target.namespace(), target.name().orElse(""));
    }

    private KubernetesObject require(ApiRequest.Target target) {
        return find(target).orElseThrow(() -> notFound(target));
    }

    private static StatusException notFound(ApiRequest.Target target) {
        return target.name().isEmpty()
                ? StatusException.badRequest("a name is required")
                : StatusException.notFound(target.type(), target.name().get());
    }

    private static Answer ok(KubernetesObject object, ApiRequest.Target target) {
        return new Answer(200, inVersion(object, target.type()));
    }

    private static ObjectNode success(KubernetesObject object) {
        ObjectNode status = Json.object().put("kind", "Status").put("apiVersion", "v1").put("status", "Success");
        status.putObject("metadata");
        status.putObject("details")
                .put("name", object.name())
                .put("group", object.type().group())
                .put("kind", object.type().plural())
                .put("uid", object.uid());
        return status;
    }
}
