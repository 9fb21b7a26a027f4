package dev.redkite.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.environment.SpecificationReader;
import dev.redkite.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Specifications that go wrong: those of events/, with members replaced, added, left out and repeated, by the schema
 * where that takes them far, and as text that no tree could hold.
 */
final class HostileJson {

    private static final List<String> NUMBERS = List.of("-0", "-0.0", "1e309", "-1e309", "1e-400", "9223372036854775807", "9223372036854775808",
            "-9223372036854775809", "2147483648", "0.1", "3.0", "1E400000", "123456789012345678901234567890", "4.9e-324", "1.0000000000000000001", "00", "01",
            "+1", ".5", "1.", "NaN", "Infinity", "0x10", "1_000", "1e1000000000");
    private static final List<String> STANDING = List.of("01-minimal", "02-reference", "03-new-network", "04-large", "14-scheduled");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonNode SCHEMA = SpecificationReader.schema();
    private static final List<JsonNode> GOOD = STANDING.stream().map(HostileJson::specification).toList();
    private static final List<List<String>> PATHS = paths(List.of(), SCHEMA).toList();

    private final RandomGenerator random;
    private final HostileText text;

    HostileJson(RandomGenerator random) {
        this.random = random;
        text = new HostileText(random);
    }

    private static JsonNode specification(String event) {
        try {
            return Json.parse(Files.readString(Path.of("..", "events", event + ".json"))).at("/detail/specification");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? SCHEMA.at(schema.path("$ref").asText().substring(1)) : schema;
    }

    private static Stream<List<String>> paths(List<String> above, JsonNode schema) {
        return resolved(schema).path("properties").properties().stream().flatMap(member -> {
            List<String> path = new ArrayList<>(above);
            path.add(member.getKey());
            return Stream.concat(Stream.of(path), paths(path, member.getValue()));
        });
    }

    /** As text, for duplicates, odd numbers and unending nesting are none of a tree's. */
    String specification() {
        ObjectNode tree = tree();
        String written = Json.text(tree);
        return switch (random.nextInt(24)) {
            case 0 -> written.replaceFirst("\\{", "{\"name\":\"other\",");
            case 1 -> written.replaceFirst("\"(rows|count|brokers|dimension|replicas|cpu)\":[^,}]+", "\"$1\":" + any(NUMBERS));
            case 2 -> written.replaceFirst("\\{", "{\"workload\":{\"rows\":" + any(NUMBERS) + "},");
            case 3 -> written.substring(0, random.nextInt(written.length()));
            case 4 -> nested();
            case 5 -> written + any(List.of("{}", ",", "x", "\u0000", " "));
            case 6 -> flipped(written);
            case 7 -> Json.text(value(0));
            default -> written;
        };
    }

    private String nested() {
        int depth = any(List.of(10, 100, 999, 1_001, 5_000, 20_000));
        String inner = "{\"name\":\"demo\",\"milvus\":{\"helmValues\":%s}}";
        return inner.formatted(random.nextBoolean() ? "[".repeat(depth) + "]".repeat(depth) : "{\"a\":".repeat(depth) + "1" + "}".repeat(depth));
    }

    private String flipped(String written) {
        StringBuilder text = new StringBuilder(written);
        for (int i = random.nextInt(3); i >= 0; i--) {
            text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(0x80));
        }
        return text.toString();
    }

    private ObjectNode tree() {
        ObjectNode tree = any(GOOD).deepCopy();
        for (int i = random.nextInt(4); i >= 0; i--) {
            change(tree);
        }
        return tree;
    }

    private void change(ObjectNode tree) {
        switch (random.nextInt(10)) {
            case 0 -> owner(tree, any(PATHS)).set(text.any(), value(0));
            case 1 -> tree.set("tags", tags());
            case 2 -> owner(tree, List.of("milvus", "helmValues")).set("helmValues", helmValues());
            case 3 -> owner(tree, List.of("milvus", "components", "x")).withObjectProperty("queryNode").set(any(List.of("replicas", "cpu", "memoryGibibytes")), number());
            case 4 -> owner(tree, List.of("network", "subnetIds")).set("subnetIds", subnets());
            default -> {
                List<String> path = any(PATHS);
                owner(tree, path).set(path.getLast(), fitting(path));
            }
        }
    }

    /** The object to which the path leads, made on the way; the root where something else stands in the way. */
    private static ObjectNode owner(ObjectNode tree, List<String> path) {
        ObjectNode owner = tree;
        for (String name : path.subList(0, path.size() - 1)) {
            if (owner.has(name) && !owner.get(name).isObject()) {
                return tree;
            }
            owner = owner.withObjectProperty(name);
        }
        return owner;
    }

    /** Of the right type more often than not, so that it comes past the schema. */
    private JsonNode fitting(List<String> path) {
        JsonNode schema = SCHEMA;
        for (String name : path) {
            schema = resolved(resolved(schema).path("properties").path(name));
        }
        if (random.nextInt(3) == 0) {
            return value(0);
        }
        if (schema.has("enum")) {
            return schema.path("enum").get(random.nextInt(schema.path("enum").size()));
        }
        return switch (schema.path("type").asText()) {
            case "boolean" -> NODES.booleanNode(random.nextBoolean());
            case "integer", "number" -> number();
            case "array" -> NODES.arrayNode().add(text.any()).add(text.any());
            case "object" -> NODES.objectNode().put(text.any(), text.any());
            default -> NODES.textNode(text.any());
        };
    }

    private JsonNode number() {
        return switch (random.nextInt(6)) {
            case 0 -> NODES.numberNode(random.nextLong());
            case 1 -> NODES.numberNode(random.nextInt(-2, 40_000));
            case 2 -> NODES.numberNode(random.nextDouble() * 100);
            case 3 -> NODES.numberNode(new BigDecimal(any(List.of("1e300", "3.0", "0.5", "1e-9", "10000000000", "10000000001", "-1"))));
            case 4 -> NODES.numberNode(BigInteger.TWO.pow(random.nextInt(70)));
            default -> NODES.numberNode(random.nextInt(1, 101));
        };
    }

    JsonNode value(int depth) {
        return switch (random.nextInt(depth > 3 ? 5 : 8)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> number();
            case 3, 4 -> NODES.textNode(text.any());
            case 5 -> NODES.arrayNode().add(value(depth + 1)).add(value(depth + 1));
            case 6 -> subnets();
            default -> NODES.objectNode().<ObjectNode>set(text.any(), value(depth + 1)).set(text.any(), value(depth + 1));
        };
    }

    private ObjectNode tags() {
        ObjectNode tags = NODES.objectNode();
        for (int i = any(List.of(0, 1, 3, 39, 40, 41, 1_000)); i > 0; i--) {
            tags.put(random.nextInt(4) == 0 ? text.any() : "key-" + i, random.nextInt(3) == 0 ? text.any() : "value " + i);
        }
        return tags;
    }

    private ArrayNode subnets() {
        ArrayNode subnets = NODES.arrayNode();
        for (int i = any(List.of(0, 1, 2, 3, 4, 40, random.nextInt(50) == 0 ? 10_000 : 5)); i > 0; i--) {
            subnets.add(random.nextInt(8) == 0 ? text.any() : "subnet-%017x".formatted(i));
        }
        return subnets;
    }

    private JsonNode helmValues() {
        ObjectNode values = NODES.objectNode();
        if (random.nextBoolean()) {
            values.withObjectProperty("extraConfigFiles").put("user.yaml", text.any());
        }
        String key = any(List.of("queryNode", "proxy", "service", "extraEnv", "log", "image", "etcd", "attu", text.any()));
        values.set(key, random.nextBoolean() ? value(0) : NODES.objectNode().set(text.any(), value(1)));
        return values;
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
