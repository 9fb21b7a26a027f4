package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Strategic merge patches: maps merge, null removes, lists with a merge key merge by it, others are replaced
 * (https://github.com/kubernetes/community/blob/master/contributors/devel/sig-api-machinery/strategic-merge-patch.md).
 */
final class StrategicMerge {

    private static final String DIRECTIVE = "$patch";
    private static final String RETAIN = "$retainKeys";
    private static final String ORDER = "$setElementOrder/";
    private static final String DELETE_TEXTS = "$deleteFromPrimitiveList/";

    private StrategicMerge() {}

    static void apply(ObjectNode target, ObjectNode patch) {
        if (patch.path(DIRECTIVE).asText().equals("replace")) {
            target.removeAll();
        }
        if (patch.has(RETAIN)) {
            target.retain(Json.texts(patch.get(RETAIN)));
        }
        for (Map.Entry<String, JsonNode> entry : patch.properties()) {
            String name = entry.getKey();
            if (name.startsWith(DELETE_TEXTS)) {
                removeTexts(target.path(name.substring(DELETE_TEXTS.length())), entry.getValue());
            } else if (!name.startsWith("$")) {
                field(target, name, entry.getValue());
            }
        }
        patch.properties().stream()
                .filter(entry -> entry.getKey().startsWith(ORDER))
                .forEach(entry -> order(target, entry.getKey().substring(ORDER.length()), entry.getValue()));
    }

    private static void field(ObjectNode target, String name, JsonNode value) {
        if (value.isNull() || value.path(DIRECTIVE).asText().equals("delete")) {
            target.remove(name);
        } else if (value instanceof ObjectNode object) {
            apply(Json.objectAt(target, name), object);
        } else if (value instanceof ArrayNode list) {
            list(target, name, list);
        } else {
            target.set(name, value);
        }
    }

    private static void list(ObjectNode target, String name, ArrayNode patch) {
        ArrayNode current = target.get(name) instanceof ArrayNode array ? array : Json.array();
        List<String> keys = ListKeys.of(name, current.isEmpty() ? patch : current);
        boolean replaced = false;
        for (JsonNode item : patch) {
            replaced |= item.path(DIRECTIVE).asText().equals("replace");
        }
        if (ListKeys.isSet(name)) {
            patch.forEach(item -> addToSet(current, item));
            target.set(name, current);
        } else if (keys.isEmpty() || replaced) {
            ArrayNode all = target.putArray(name);
            patch.forEach(item -> addPlain(all, item));
        } else {
            target.set(name, current);
            patch.forEach(item -> item(current, (ObjectNode) item, keys.getFirst()));
        }
    }

    private static void addPlain(ArrayNode list, JsonNode item) {
        if (!item.has(DIRECTIVE)) {
            list.add(item);
        }
    }

    private static void item(ArrayNode list, ObjectNode patch, String key) {
        if (!patch.has(key)) {
            throw StatusException.badRequest("an item of a list in the patch lacks its merge key \"" + key + "\"");
        }
        boolean delete = patch.path(DIRECTIVE).asText().equals("delete");
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).path(key).equals(patch.get(key))) {
                if (delete) {
                    list.remove(i);
                } else {
                    apply((ObjectNode) list.get(i), patch);
                }
                return;
            }
        }
        if (!delete) {
            apply(list.addObject(), patch);
        }
    }

    static void addToSet(ArrayNode set, JsonNode item) {
        for (JsonNode existing : set) {
            if (existing.equals(item)) {
                return;
            }
        }
        set.add(item);
    }

    private static void removeTexts(JsonNode list, JsonNode texts) {
        if (list instanceof ArrayNode array) {
            for (int i = array.size() - 1; i >= 0; i--) {
                if (Json.texts(texts).contains(array.get(i).asText())) {
                    array.remove(i);
                }
            }
        }
    }

    /** Items that the order names come in that order; the others keep their places before them. */
    private static void order(ObjectNode target, String name, JsonNode order) {
        if (!(target.get(name) instanceof ArrayNode list) || list.isEmpty()) {
            return;
        }
        List<JsonNode> ordered = new ArrayList<>();
        list.forEach(ordered::add);
        ordered.sort(Comparator.comparingInt(item -> place(item, order)));
        list.removeAll();
        ordered.forEach(list::add);
    }

    private static int place(JsonNode item, JsonNode order) {
        for (int i = 0; i < order.size(); i++) {
            JsonNode wanted = order.get(i);
            boolean same = wanted.isObject()
                    ? wanted.properties().stream().allMatch(entry -> item.path(entry.getKey()).equals(entry.getValue()))
                    : wanted.equals(item);
            if (same) {
                return i;
            }
        }
        return -1;
    }
}
