package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Walks in JSON trees: everything the fake cluster holds is one. */
final class Json {

    static final ObjectMapper MAPPER = new ObjectMapper();
    private static final YAMLMapper YAML = new YAMLMapper();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /** YAML is read too, since JSON is a part of it; a body that is no object is a bad request. */
    static JsonNode parse(byte[] body, boolean yaml) {
        try {
            JsonNode node = yaml ? YAML.readTree(body) : MAPPER.readTree(body);
            return node == null ? MissingNode.getInstance() : node;
        } catch (IOException unreadable) {
            throw StatusException.badRequest("the body of the request cannot be read: " + unreadable.getMessage());
        }
    }

    static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a JSON tree can always be written", impossible);
        }
    }

    static JsonNode at(JsonNode node, String... path) {
        JsonNode found = node;
        for (String name : path) {
            found = found.path(name);
        }
        return found;
    }

    /** The text there, or "" where there is none. */
    static String text(JsonNode node, String... path) {
        return at(node, path).asText("");
    }

    /** The object there, made where it is missing. */
    static ObjectNode objectAt(ObjectNode node, String... path) {
        ObjectNode found = node;
        for (String name : path) {
            JsonNode next = found.get(name);
            found = next instanceof ObjectNode object ? object : found.putObject(name);
        }
        return found;
    }

    /** The array of that name, made where it is missing. */
    static ArrayNode arrayAt(ObjectNode node, String name) {
        return node.get(name) instanceof ArrayNode array ? array : node.putArray(name);
    }

    static Map<String, String> strings(JsonNode node) {
        Map<String, String> strings = new LinkedHashMap<>();
        node.properties().forEach(entry -> strings.put(entry.getKey(), entry.getValue().asText()));
        return strings;
    }

    static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }

    /** The API server takes an empty text for none. */
    static void putIfMissing(ObjectNode node, String name, String value) {
        if (text(node, name).isEmpty()) {
            node.put(name, value);
        }
    }

    static void putIfMissing(ObjectNode node, String name, int value) {
        if (!node.hasNonNull(name)) {
            node.put(name, value);
        }
    }

    /** The API server takes a null for an absent field. */
    static void dropNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (Iterator<JsonNode> values = object.elements(); values.hasNext(); ) {
                if (values.next().isNull()) {
                    values.remove();
                }
            }
        }
        node.forEach(Json::dropNulls);
    }
}
