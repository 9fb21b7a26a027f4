package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Merges what a manager applies into what is there: others' fields stay, its own that it no longer applies go, and a
 * field that another manager holds at another value is a conflict unless forced
 * (https://kubernetes.io/docs/reference/using-api/server-side-apply/).
 *
 * @param manager as conflicts tell it
 */
record ServerSideApply(FieldOwnership ownership, String manager, boolean force) {

    static final String MEDIA_TYPE = "application/apply-patch+yaml";

    ObjectNode merge(KubernetesObject live, ObjectNode applied) {
        Map<String, JsonNode> wanted = FieldOwnership.fields(applied);
        if (!force) {
            refuseConflicts(live, wanted);
        }
        ObjectNode merged = live.json().deepCopy();
        Set<String> gone = new LinkedHashSet<>(ownership.owned(live, manager));
        gone.removeAll(wanted.keySet());
        gone.removeIf(path -> !ownership.others(live, manager, path).isEmpty());
        prune("", "", merged, gone);
        mergeInto(merged, applied);
        return merged;
    }

    private void refuseConflicts(KubernetesObject live, Map<String, JsonNode> wanted) {
        Map<String, JsonNode> current = FieldOwnership.fields(live.json());
        Map<String, List<String>> conflicts = new TreeMap<>();
        wanted.forEach((path, value) -> {
            if (current.containsKey(path) && !current.get(path).equals(value)) {
                ownership.others(live, manager, path).forEach(other ->
                        conflicts.computeIfAbsent(other, _ -> new ArrayList<>()).add(path));
            }
        });
        if (!conflicts.isEmpty()) {
            throw StatusException.applyConflict(live.type(), live.name(), conflicts);
        }
    }

    /** Removes those leaves, and then what they leave empty; true when the node itself is to go. */
    private static boolean prune(String path, String name, JsonNode node, Set<String> gone) {
        if (gone.contains(path)) {
            return true;
        }
        if (node instanceof ObjectNode object && !object.isEmpty()) {
            List<String> removed = new ArrayList<>();
            object.properties().forEach(entry -> {
                if (prune(path + "." + entry.getKey(), entry.getKey(), entry.getValue(), gone)) {
                    removed.add(entry.getKey());
                }
            });
            object.remove(removed);
            return object.isEmpty();
        }
        List<String> keys = node.isArray() ? ListKeys.of(name, node) : List.of();
        if (!keys.isEmpty()) {
            return pruneItems(path, (ArrayNode) node, keys, gone);
        }
        return false;
    }

    /** An item goes when nothing but its key is left of it. */
    private static boolean pruneItems(String path, ArrayNode list, List<String> keys, Set<String> gone) {
        for (int i = list.size() - 1; i >= 0; i--) {
            ObjectNode key = ListKeys.keyOf(list.get(i), keys);
            if (prune(path + "[" + key + "]", "", list.get(i), gone)) {
                list.remove(i);
            }
        }
        return list.isEmpty();
    }

    private static void mergeInto(ObjectNode target, ObjectNode applied) {
        applied.properties().forEach(entry -> {
            String name = entry.getKey();
            JsonNode value = entry.getValue();
            List<String> keys = value.isArray() ? ListKeys.of(name, value) : List.of();
            if (value instanceof ObjectNode object && target.get(name) instanceof ObjectNode existing) {
                mergeInto(existing, object);
            } else if (!keys.isEmpty() && target.get(name) instanceof ArrayNode existing) {
                value.forEach(item -> mergeItem(existing, (ObjectNode) item, keys));
            } else if (ListKeys.isSet(name) && target.get(name) instanceof ArrayNode existing) {
                value.forEach(item -> StrategicMerge.addToSet(existing, item));
            } else {
                target.set(name, value.deepCopy());
            }
        });
    }

    private static void mergeItem(ArrayNode list, ObjectNode item, List<String> keys) {
        for (JsonNode existing : list) {
            if (ListKeys.keyOf(existing, keys).equals(ListKeys.keyOf(item, keys))) {
                mergeInto((ObjectNode) existing, item);
                return;
            }
        }
        list.add(item.deepCopy());
    }
}
