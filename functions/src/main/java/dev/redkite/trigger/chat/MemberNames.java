package dev.redkite.trigger.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.environment.EnvironmentSpec;
import dev.redkite.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The members of a specification by the names that a command may use: their dotted paths, as
 * {@code specification.schema.json} has them, and some short ones. The schema is only looked up here, not applied: that
 * takes a validator, and too long for an answer in three seconds.
 */
final class MemberNames {

    /** Short names for what is asked for most. */
    static final Map<String, String> SHORT = new TreeMap<>(Map.ofEntries(
            Map.entry("rows", "workload.rows"),
            Map.entry("dimension", "workload.dimension"),
            Map.entry("dim", "workload.dimension"),
            Map.entry("index", "workload.index"),
            Map.entry("version", "milvus.version"),
            Map.entry("ha", "milvus.highAvailability"),
            Map.entry("authentication", "milvus.authentication"),
            Map.entry("profile", "milvus.profile"),
            Map.entry("subnets", "network.subnetIds"),
            Map.entry("cidr", "network.cidr"),
            Map.entry("instance", "nodes.instanceType"),
            Map.entry("nodes", "nodes.count"),
            Map.entry("brokers", "kafka.brokers"),
            Map.entry("bucket", "storage.bucket"),
            Map.entry("exposure", "exposure.scheme"),
            Map.entry("ranges", "exposure.sourceRanges"),
            Map.entry("attu", "attu.enabled"),
            Map.entry("kubernetes", "kubernetes.version")));

    private static final JsonNode SCHEMA =
            Json.read(EnvironmentSpec.class.getResourceAsStream("specification.schema.json"), JsonNode.class);

    /**
     * @param path   its names from the outermost to its own
     * @param schema what the schema says of it
     */
    record Member(List<String> path, JsonNode schema) {

        String dotted() {
            return String.join(".", path);
        }
    }

    private MemberNames() {}

    /** The name is said beside them, so it is none of them. */
    static Optional<Member> find(String key) {
        String dotted = SHORT.getOrDefault(key, key);
        return dotted.equals("name") || dotted.startsWith("$") ? Optional.empty() : descend(List.of(dotted.split("\\.", -1)));
    }

    private static Optional<Member> descend(List<String> path) {
        JsonNode schema = SCHEMA;
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < path.size(); i++) {
            schema = resolved(schema);
            String name = path.get(i);
            if (name.isEmpty()) {
                return Optional.empty();
            }
            if (schema.path("properties").has(name)) {
                schema = schema.path("properties").get(name);
            } else if (schema.path("additionalProperties").path("type").asText().equals("string")) {
                taken.add(String.join(".", path.subList(i, path.size())));
                return Optional.of(new Member(taken, schema.get("additionalProperties")));
            } else if (schema.path("additionalProperties").isObject() && allowed(schema.path("propertyNames").path("enum"), name)) {
                schema = schema.get("additionalProperties");
            } else if (open(schema)) {
                return Optional.of(new Member(path, Json.object()));
            } else {
                return Optional.empty();
            }
            taken.add(name);
        }
        return Optional.of(new Member(taken, resolved(schema)));
    }

    private static boolean allowed(JsonNode names, String name) {
        return names.isEmpty() || names.valueStream().anyMatch(each -> each.asText().equals(name));
    }

    /** An object of which the schema says nothing: Helm's values. */
    static boolean open(JsonNode schema) {
        return schema.path("type").asText().equals("object") && !schema.has("properties") && !schema.has("additionalProperties");
    }

    private static JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? SCHEMA.at(schema.get("$ref").asText().substring(1)) : schema;
    }

    /** Every name that can be written down, to suggest one. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>(SHORT.keySet());
        collect("", SCHEMA, names);
        names.remove("name");
        return names;
    }

    private static void collect(String prefix, JsonNode node, Set<String> names) {
        resolved(node).path("properties").properties().forEach(property -> {
            String path = prefix + property.getKey();
            if (!resolved(property.getValue()).has("properties") && !path.startsWith("$")) {
                names.add(path);
            }
            collect(path + ".", property.getValue(), names);
        });
    }
}
