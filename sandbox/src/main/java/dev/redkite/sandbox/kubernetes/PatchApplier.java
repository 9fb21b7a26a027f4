package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.zjsonpatch.JsonPatch;
import io.fabric8.zjsonpatch.JsonPatchException;

/** Applies a patch by its media type, and gives the patched copy. */
final class PatchApplier {

    static final String STRATEGIC = "application/strategic-merge-patch+json";

    private PatchApplier() {}

    static ObjectNode apply(ResourceType type, ObjectNode current, ApiRequest request) {
        if (type.custom() && request.call().contentType().startsWith(STRATEGIC)) {
            throw StatusException.unsupportedMediaType("the body of the request was in an unknown format - accepted"
                    + " media types include: application/json-patch+json, application/merge-patch+json");
        }
        return apply(current, request);
    }

    static ObjectNode apply(ObjectNode current, ApiRequest request) {
        JsonNode patch = Json.parse(request.call().body(), false);
        ObjectNode patched = current.deepCopy();
        switch (request.call().contentType().split(";", 2)[0].strip()) {
            case "application/json-patch+json" -> patched = jsonPatch(current, patch);
            case "application/merge-patch+json" -> merge(patched, requireObject(patch));
            case STRATEGIC -> StrategicMerge.apply(patched, requireObject(patch));
            default -> throw StatusException.unsupportedMediaType(
                    "the body of the request was in an unknown format: " + request.call().contentType());
        }
        Json.dropNulls(patched);
        return patched;
    }

    private static ObjectNode jsonPatch(ObjectNode current, JsonNode patch) {
        try {
            return (ObjectNode) JsonPatch.apply(patch, current.deepCopy());
        } catch (JsonPatchException | IllegalArgumentException impossible) {
            throw StatusException.of(422, "Invalid", "the server rejected our request due to an error in our request: "
                    + impossible.getMessage());
        }
    }

    private static ObjectNode requireObject(JsonNode patch) {
        if (patch instanceof ObjectNode object) {
            return object;
        }
        throw StatusException.badRequest("json: cannot unmarshal array into Go value of type map[string]interface {}");
    }

    /** RFC 7396. */
    private static void merge(ObjectNode target, ObjectNode patch) {
        patch.properties().forEach(entry -> {
            if (entry.getValue().isNull()) {
                target.remove(entry.getKey());
            } else if (entry.getValue() instanceof ObjectNode object) {
                merge(Json.objectAt(target, entry.getKey()), object);
            } else {
                target.set(entry.getKey(), entry.getValue());
            }
        });
    }
}
