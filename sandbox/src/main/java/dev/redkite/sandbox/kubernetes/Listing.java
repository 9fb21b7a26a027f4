package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Lists of objects: whole or in parts, as what they are, as their metadata alone, or as a table of name and age, where real
 * tables have columns of each kind (https://kubernetes.io/docs/reference/using-api/api-concepts/).
 */
final class Listing {

    private static final String META = "meta.k8s.io/v1";

    private Listing() {}

    static ObjectNode of(ObjectStore store, ApiRequest request, ApiRequest.Target target) {
        String begin = begin(request);
        List<KubernetesObject> found = store.list(target.type().qualifiedPlural()).stream()
                .filter(ResourceRequests.selection(request, target))
                .filter(object -> key(object).compareTo(begin) > 0)
                .toList();
        int limit = request.parameter("limit").isEmpty() ? 0 : Integer.parseInt(request.parameter("limit"));
        int count = limit == 0 ? found.size() : Math.min(limit, found.size());
        ObjectNode list = Json.object()
                .put("kind", target.type().kind() + "List")
                .put("apiVersion", target.type().apiVersion());
        ObjectNode metadata = list.putObject("metadata").put("resourceVersion", Long.toString(store.resourceVersion()));
        if (count < found.size()) {
            metadata.put("continue", Base64.getUrlEncoder().withoutPadding().encodeToString(
                    key(found.get(count - 1)).getBytes(StandardCharsets.UTF_8)));
            metadata.put("remainingItemCount", found.size() - count);
        }
        ArrayNode items = list.putArray("items");
        found.subList(0, count).forEach(object -> items.add(ResourceRequests.inVersion(object, target.type())));
        return inAcceptedForm(list, request);
    }

    private static String key(KubernetesObject object) {
        return object.namespace() + "/" + object.name();
    }

    private static String begin(ApiRequest request) {
        try {
            return new String(Base64.getUrlDecoder().decode(request.parameter("continue")), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException foreign) {
            throw StatusException.badRequest("continue key is not valid: " + foreign.getMessage());
        }
    }

    /** An object or a list in the form that the client accepts first. */
    static ObjectNode inAcceptedForm(ObjectNode answer, ApiRequest request) {
        String first = request.call().accepted().split(",", 2)[0];
        if (first.contains("as=Table")) {
            return table(answer);
        }
        if (first.contains("as=PartialObjectMetadataList")) {
            ObjectNode list = Json.object().put("kind", "PartialObjectMetadataList").put("apiVersion", META);
            list.set("metadata", answer.path("metadata"));
            ArrayNode items = list.putArray("items");
            answer.path("items").forEach(item -> items.add(metadata((ObjectNode) item)));
            return list;
        }
        return first.contains("as=PartialObjectMetadata") ? metadata(answer) : answer;
    }

    private static ObjectNode metadata(ObjectNode object) {
        return Json.object().put("kind", "PartialObjectMetadata").put("apiVersion", META).set("metadata", object.path("metadata"));
    }

    private static ObjectNode table(ObjectNode answer) {
        ObjectNode table = Json.object().put("kind", "Table").put("apiVersion", META);
        table.set("metadata", answer.has("items") ? answer.path("metadata") : Json.object());
        for (String column : new String[] {"Name", "Age"}) {
            Json.arrayAt(table, "columnDefinitions").addObject().put("name", column).put("type", "string")
                    .put("format", column.equals("Name") ? "name" : "").put("description", "").put("priority", 0);
        }
        ArrayNode rows = table.putArray("rows");
        for (var item : answer.has("items") ? answer.path("items") : Json.array().add(answer)) {
            ObjectNode row = rows.addObject();
            row.putArray("cells").add(Json.text(item, "metadata", "name")).add(Json.text(item, "metadata", "creationTimestamp"));
            row.set("object", metadata((ObjectNode) item));
        }
        return table;
    }
}
