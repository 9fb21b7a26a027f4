package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What has to change in a live object so that it becomes what its author now wants: what the author changed or added,
 * without what the author has taken back, and with what others have added left alone.
 */
public final class ThreeWayMerge {

    /** The list whose items are of one source each: with another source an item loses the one it had (patchStrategy retainKeys). */
    private static final String SOURCES = "volumes";

    private ThreeWayMerge() {}

    /** The patch (RFC 7396) of the live object; empty when there is nothing to change. */
    public static ObjectNode patch(ObjectNode earlier, ObjectNode wanted, ObjectNode live) {
        return difference(live, (ObjectNode) merged("", earlier, wanted, live));
    }

    /** The patch (RFC 7396) that makes the second of the first. */
    public static ObjectNode difference(ObjectNode from, ObjectNode to) {
        ObjectNode patch = Json.object();
        from.fieldNames().forEachRemaining(name -> {
            if (!to.hasNonNull(name) && from.hasNonNull(name)) {
                patch.putNull(name);
            }
        });
        to.properties().forEach(entry -> {
            JsonNode before = from.path(entry.getKey());
            if (before instanceof ObjectNode inner && entry.getValue() instanceof ObjectNode changed) {
                ObjectNode difference = difference(inner, changed);
                if (!difference.isEmpty()) {
                    patch.set(entry.getKey(), difference);
                }
            } else if (!before.equals(entry.getValue()) && !entry.getValue().isNull()) {
                patch.set(entry.getKey(), entry.getValue());
            }
        });
        return patch;
    }

    /** Whether the author no longer wants something: a client then says so, even to a live object that lacks it already. */
    public static boolean takesBack(ObjectNode earlier, ObjectNode wanted) {
        return takesBack("", earlier, wanted);
    }

    private static boolean takesBack(String field, JsonNode earlier, JsonNode wanted) {
        if (earlier instanceof ObjectNode before && wanted instanceof ObjectNode after) {
            return before.properties().stream().anyMatch(entry -> !after.hasNonNull(entry.getKey()) && !entry.getValue().isNull()
                    || takesBack(entry.getKey(), entry.getValue(), after.path(entry.getKey())));
        }
        List<String> keys = earlier.isArray() && wanted.isArray() ? ListKeys.of(field, earlier) : List.of();
        return !keys.isEmpty() && earlier.valueStream()
                .anyMatch(item -> find(wanted, item, keys).map(after -> takesBack("", item, after)).orElse(true));
    }

    private static JsonNode merged(String field, JsonNode earlier, JsonNode wanted, JsonNode live) {
        if (wanted instanceof ObjectNode object && live instanceof ObjectNode current) {
            return object(earlier, object, current);
        }
        if (wanted instanceof ArrayNode list && live instanceof ArrayNode current) {
            List<String> keys = ListKeys.of(field, list.isEmpty() ? current : list);
            if (!keys.isEmpty()) {
                return list(earlier, list, field.equals(SOURCES) ? sourced(list, current, keys) : current, keys);
            }
        }
        return wanted;
    }

    private static ObjectNode object(JsonNode earlier, ObjectNode wanted, ObjectNode live) {
        ObjectNode merged = live.deepCopy();
        earlier.fieldNames().forEachRemaining(name -> {
            if (!wanted.hasNonNull(name)) {
                merged.remove(name);
            }
        });
        wanted.properties().forEach(entry -> {
            String name = entry.getKey();
            if (!entry.getValue().isNull()) {
                merged.set(name, merged(name, earlier.path(name), entry.getValue(), live.path(name)));
            }
        });
        return merged;
    }

    private static ArrayNode sourced(ArrayNode wanted, ArrayNode live, List<String> keys) {
        ArrayNode sourced = live.deepCopy();
        sourced.forEach(item -> find(wanted, item, keys).ifPresent(named ->
                ((ObjectNode) item).retain(named.properties().stream().map(Map.Entry::getKey).toList())));
        return sourced;
    }

    /** In the author's order, with what others have added where a strategic merge patch leaves it. */
    private static ArrayNode list(JsonNode earlier, ArrayNode wanted, ArrayNode live, List<String> keys) {
        List<JsonNode> others = new ArrayList<>();
        live.forEach(item -> {
            if (find(wanted, item, keys).isEmpty() && find(earlier, item, keys).isEmpty()) {
                others.add(item);
            }
        });
        List<JsonNode> named = new ArrayList<>();
        wanted.forEach(item -> named.add(find(live, item, keys)
                .map(current -> merged("", find(earlier, item, keys).orElseGet(Json::object), item, current))
                .orElse(item)));
        return Json.array().addAll(StrategicMerge.arranged(named, others, item -> place(live, item, keys)));
    }

    private static int place(JsonNode list, JsonNode item, List<String> keys) {
        ObjectNode key = ListKeys.keyOf(item, keys);
        for (int i = 0; i < list.size(); i++) {
            if (ListKeys.keyOf(list.get(i), keys).equals(key)) {
                return i;
            }
        }
        return -1;
    }

    private static Optional<JsonNode> find(JsonNode list, JsonNode item, List<String> keys) {
        ObjectNode key = ListKeys.keyOf(item, keys);
        return list.valueStream()
                .filter(each -> ListKeys.keyOf(each, keys).equals(key))
                .findFirst();
    }
}
