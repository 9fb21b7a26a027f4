package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which manager set which field of which object: what server-side apply decides by. It is kept beside the objects. */
final class FieldOwnership {

    private static final Set<String> IDENTITY = Set.of(".apiVersion", ".kind", ".metadata.name", ".metadata.namespace",
            ".metadata.uid", ".metadata.resourceVersion", ".metadata.creationTimestamp", ".metadata.generation");

    private final Map<String, Map<String, Set<String>>> managersByObject = new HashMap<>();

    /** Who applies and who writes are two, even under one name; both as conflicts tell them. */
    static String applier(String manager) {
        return "\"" + manager + "\"";
    }

    static String manager(ApiRequest request, ResourceType type) {
        String applier = applier(request.fieldManager());
        return request.call().contentType().startsWith(ServerSideApply.MEDIA_TYPE) ? applier : applier + " using " + type.apiVersion();
    }

    void created(KubernetesObject object, String manager) {
        take(object.uid(), manager, fields(object.json()).keySet());
    }

    void changed(KubernetesObject before, KubernetesObject after, String manager) {
        Map<String, JsonNode> old = fields(before.json());
        Set<String> changed = new TreeSet<>();
        fields(after.json()).forEach((path, value) -> {
            if (!Objects.equals(value, old.get(path))) {
                changed.add(path);
            }
        });
        take(after.uid(), manager, changed);
    }

    /** The applier owns exactly what it applied, along with those whose values are the same. */
    void recordApply(KubernetesObject object, String manager, ObjectNode applied) {
        managers(object.uid()).put(manager, new TreeSet<>(fields(applied).keySet()));
    }

    Set<String> owned(KubernetesObject object, String manager) {
        return managers(object.uid()).getOrDefault(manager, Set.of());
    }

    /** The other managers of that field. */
    List<String> others(KubernetesObject object, String manager, String path) {
        List<String> others = new ArrayList<>();
        managers(object.uid()).forEach((name, paths) -> {
            if (!name.equals(manager) && paths.contains(path)) {
                others.add(name);
            }
        });
        return others;
    }

    private void take(String uid, String manager, Set<String> paths) {
        managers(uid).values().forEach(owned -> owned.removeAll(paths));
        managers(uid).computeIfAbsent(manager, name -> new TreeSet<>()).addAll(paths);
    }

    private Map<String, Set<String>> managers(String uid) {
        return managersByObject.computeIfAbsent(uid, object -> new TreeMap<>());
    }

    /** Every leaf of the object by its path, such as {@code .spec.template.spec.containers[{"name":"x"}].image}. */
    static Map<String, JsonNode> fields(ObjectNode object) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        collect("", "", object, fields);
        fields.keySet().removeAll(IDENTITY);
        fields.keySet().removeIf(path -> path.startsWith(".status"));
        return fields;
    }

    private static void collect(String path, String name, JsonNode node, Map<String, JsonNode> fields) {
        List<String> keys = node.isArray() ? ListKeys.of(name, node) : List.of();
        if (node.isObject() && !node.isEmpty()) {
            node.properties().forEach(entry ->
                    collect(path + "." + entry.getKey(), entry.getKey(), entry.getValue(), fields));
        } else if (!keys.isEmpty()) {
            node.forEach(item -> collect(path + "[" + ListKeys.keyOf(item, keys) + "]", "", item, fields));
        } else {
            fields.put(path, node);
        }
    }
}
