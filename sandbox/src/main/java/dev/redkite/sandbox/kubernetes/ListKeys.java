package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which lists are merged item by item, and by which fields: the patchMergeKey and listMapKey tags of k8s.io/api. */
final class ListKeys {

    private static final List<String> NAME = List.of("name");
    private static final Map<String, List<String>> KEYS = Map.ofEntries(
            Map.entry("containers", NAME),
            Map.entry("initContainers", NAME),
            Map.entry("ephemeralContainers", NAME),
            Map.entry("volumes", NAME),
            Map.entry("env", NAME),
            Map.entry("imagePullSecrets", NAME),
            Map.entry("secrets", NAME),
            Map.entry("webhooks", NAME),
            Map.entry("volumeMounts", List.of("mountPath")),
            Map.entry("volumeDevices", List.of("devicePath")),
            Map.entry("hostAliases", List.of("ip")),
            Map.entry("topologySpreadConstraints", List.of("topologyKey", "whenUnsatisfiable")),
            Map.entry("ownerReferences", List.of("uid")),
            Map.entry("conditions", List.of("type")));
    private static final List<String> CONTAINER_PORT = List.of("containerPort", "protocol");
    private static final List<String> SERVICE_PORT = List.of("port", "protocol");
    private static final Set<String> SETS = Set.of("finalizers");

    private ListKeys() {}

    /** The fields that tell items apart; empty for lists that are replaced as a whole. */
    static List<String> of(String field, JsonNode list) {
        if (list.isEmpty() || !list.get(0).isObject()) {
            return List.of();
        }
        if (field.equals("ports")) {
            return list.get(0).has("containerPort") ? CONTAINER_PORT : SERVICE_PORT;
        }
        return KEYS.getOrDefault(field, List.of());
    }

    /** Whether it is a list of texts that only gains items. */
    static boolean isSet(String field) {
        return SETS.contains(field);
    }

    /** The item's values of those fields; an absent protocol is TCP. */
    static ObjectNode keyOf(JsonNode item, List<String> fields) {
        ObjectNode key = Json.object();
        for (String field : fields) {
            if (item.hasNonNull(field)) {
                key.set(field, item.get(field));
            } else if (field.equals("protocol")) {
                key.put(field, "TCP");
            }
        }
        return key;
    }
}
