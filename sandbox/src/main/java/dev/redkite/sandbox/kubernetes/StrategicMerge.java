package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.ToIntFunction;

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
        JsonNode before = patch.properties().stream().anyMatch(entry -> entry.getKey().startsWith(ORDER)) ? target.deepCopy() : target;
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
                .forEach(entry -> order(target, before, entry.getKey().substring(ORDER.length()), entry.getValue()));
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
        boolean replaced = patch.valueStream().anyMatch(item -> item.path(DIRECTIVE).asText().equals("replace"));
        if (ListKeys.isSet(name)) {
            patch.forEach(item -> addToSet(current, item));
            target.set(name, current);
        } else if (keys.isEmpty() || replaced) {
            ArrayNode all = target.putArray(name);
            patch.forEach(item -> addPlain(all, item));
        } else {
            ArrayNode before = current.deepCopy();
            patch.forEach(item -> item(current, (ObjectNode) item, keys.getFirst()));
            target.set(name, current);
            String key = keys.getFirst();
            arrange(current, before, patch, (left, right) -> left.path(key).equals(right.path(key)));
        }
    }

    private static void addPlain(ArrayNode list, JsonNode item) {
        if (!item.has(DIRECTIVE)) {
            list.add(item);
        }
    }

    private static void item(ArrayNode list, ObjectNode patch, String key) {
        if (!patch.has(key)) {
            throw StatusException.of(500, "", "map: " + GoText.of(patch) + " does not contain declared merge key: " + key);
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
            list.add(plain(patch));
        }
    }

    /** What is new is taken whole: its lists are not merged by keys that tell items apart only in part. */
    private static JsonNode plain(JsonNode patch) {
        if (patch instanceof ObjectNode object) {
            ObjectNode plain = Json.object();
            object.properties().forEach(entry -> {
                if (!entry.getKey().startsWith("$") && !entry.getValue().isNull()) {
                    plain.set(entry.getKey(), plain(entry.getValue()));
                }
            });
            return plain;
        }
        if (patch instanceof ArrayNode list) {
            ArrayNode plain = Json.array();
            list.forEach(item -> {
                if (!item.has(DIRECTIVE)) {
                    plain.add(plain(item));
                }
            });
            return plain;
        }
        return patch;
    }

    static void addToSet(ArrayNode set, JsonNode item) {
        if (set.valueStream().noneMatch(item::equals)) {
            set.add(item);
        }
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

    private static void order(ObjectNode target, JsonNode before, String name, JsonNode order) {
        if (target.get(name) instanceof ArrayNode list && order instanceof ArrayNode wanted) {
            List<String> keys = wanted.isEmpty() || !wanted.get(0).isObject() ? List.of() : List.of(wanted.get(0).fieldNames().next());
            arrange(list, before.path(name), wanted, (left, right) -> keys.isEmpty()
                    ? left.equals(right)
                    : left.path(keys.getFirst()).equals(right.path(keys.getFirst())));
        }
    }

    private static void arrange(ArrayNode list, JsonNode before, JsonNode order, BiPredicate<JsonNode, JsonNode> same) {
        List<JsonNode> named = new ArrayList<>();
        List<JsonNode> others = new ArrayList<>();
        order.forEach(wanted -> list.valueStream().filter(item -> same.test(item, wanted)).findFirst().ifPresent(named::add));
        list.forEach(item -> {
            if (named.stream().noneMatch(each -> each == item)) {
                others.add(item);
            }
        });
        List<JsonNode> arranged = arranged(named, others, item -> place(before, item, same));
        list.removeAll();
        list.addAll(arranged);
    }

    /** Where in the list that item is; -1 where it is not. */
    static int place(JsonNode list, JsonNode item, BiPredicate<JsonNode, JsonNode> same) {
        for (int i = 0; i < list.size(); i++) {
            if (same.test(list.get(i), item)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Items that a patch names in the patch's order, the others in their own; of two that were there before the one that was
     * first comes first, and what is new does not wait.
     *
     * @param before where an item was; negative for a new one
     */
    static List<JsonNode> arranged(List<JsonNode> named, List<JsonNode> others, ToIntFunction<JsonNode> before) {
        List<JsonNode> arranged = new ArrayList<>();
        int next = 0;
        for (JsonNode item : named) {
            int place = before.applyAsInt(item);
            while (place >= 0 && next < others.size() && before.applyAsInt(others.get(next)) < place) {
                arranged.add(others.get(next++));
            }
            arranged.add(item);
        }
        arranged.addAll(others.subList(next, others.size()));
        return arranged;
    }
}
