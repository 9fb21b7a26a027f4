package dev.redkite.trigger.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import dev.redkite.trigger.http.OpenApi.Operation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Requests after the OpenAPI document: mostly as its schemas want them, sometimes with something of another type, at a
 * limit, too much, or missing. What earlier answers gave away, such as ids and tags, is used again.
 */
final class GeneratedRequests {

    private static final List<String> ODD = List.of("", " ", "null", "-1", "0", "true", "é", "%", "../..", "a".repeat(300),
            "\u0000", "{}", "9999999999999999999", "'; --", "yes");
    private static final List<String> NAMES = List.of("demo", "other", "third", "Not A Name", "none");
    private static final int DEEPEST = 4;

    private final OpenApi document;
    private final Random random;
    private final List<String> ids = new ArrayList<>(List.of("unknown"));
    private final List<String> tags = new ArrayList<>(List.of("\"unknown\"", "*"));
    private final List<String> pages = new ArrayList<>(List.of("demo"));

    GeneratedRequests(OpenApi document, Random random) {
        this.document = document;
        this.random = random;
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private boolean seldom() {
        return random.nextInt(8) == 0;
    }

    void send(ApiClient api) {
        Operation operation = any(document.operations());
        StringBuilder path = new StringBuilder(operation.path());
        List<String> query = new ArrayList<>();
        Map<String, String> headers = new HashMap<>();
        operation.content().path("parameters").forEach(parameter -> {
            String name = parameter.path("name").asText();
            String value = value(name, parameter.path("schema"));
            switch (parameter.path("in").asText()) {
                case "path" -> replace(path, "{" + name + "}", encoded(value.isBlank() ? "x" : value));
                case "query" -> {
                    if (random.nextBoolean()) {
                        query.add(name + "=" + encoded(value));
                    }
                }
                case "header" -> {
                    if (random.nextBoolean() && (!name.equals("If-Match") || seldom())) {
                        headers.put(name.toLowerCase(), carried(value));
                    }
                }
                default -> throw new IllegalStateException(parameter.toString());
            }
        });
        if (seldom()) {
            headers.put("accept", any(List.of(
                    "text/html", "*/*", "application/json;q=0.5", "application/problem+json", "nonsense")));
        }
        remember(api.send(operation.method(), path + (query.isEmpty() ? "" : "?" + String.join("&", query)), headers,
                body(operation.content().path("requestBody"), headers)));
    }

    /** API Gateway lets no other characters through in a header. */
    private static String carried(String value) {
        return value.replaceAll("[^\\x20-\\x7e]", "?");
    }

    private static void replace(StringBuilder text, String what, String with) {
        int at = text.indexOf(what);
        text.replace(at, at + what.length(), with);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private String value(String name, JsonNode schema) {
        if (seldom()) {
            return any(ODD);
        }
        return switch (name) {
            case "name" -> any(NAMES);
            case "id" -> any(ids);
            case "next" -> any(pages);
            case "If-None-Match", "If-Match" -> any(tags);
            case "phase" -> any(List.of("READY", "REMOVED", "PROVISIONING,FAILED", "ready"));
            case "Idempotency-Key" -> "key-" + random.nextInt(5);
            default -> generate(schema, 0).asText();
        };
    }

    /** @return null for no body */
    private String body(JsonNode wanted, Map<String, String> headers) {
        if (wanted.isMissingNode()) {
            return seldom() ? "{}" : null;
        }
        if (seldom()) {
            headers.put("content-type", any(List.of(
                    "text/plain", "application/xml", "application/json; charset=utf-8", "nonsense")));
        }
        if (seldom()) {
            return any(List.of("", "{", "[]", "null", "7", "{\"name\":\"demo\"}{}", "[".repeat(2000), "\u0000"));
        }
        if (random.nextBoolean()) {
            return "{\"name\":\"%s\"}".formatted(any(NAMES.subList(0, 3)));
        }
        JsonNode body = generate(wanted.path("content").path("application/json").path("schema"), 0);
        return body.toString();
    }

    private void remember(ApiClient.Answer answer) {
        if (answer.header("etag") != null) {
            tags.add(answer.header("etag"));
        }
        if (answer.body() != null && answer.body().startsWith("{")) {
            JsonNode said = answer.json();
            ids.addAll(said.path("executions").findValuesAsText("id"));
            ids.addAll(said.findValuesAsText("id"));
            pages.addAll(said.findValuesAsText("next"));
            if (said.path("execution").isTextual()) {
                ids.add(said.path("execution").asText());
            }
        }
    }

    private JsonNode generate(JsonNode schema, int depth) {
        if (depth > 0 && seldom() && seldom()) {
            return Json.tree(any(ODD));
        }
        if (schema.has("$ref")) {
            return generate(document.document().at(schema.path("$ref").asText().substring(1)), depth);
        }
        if (schema.has("anyOf")) {
            return generate(any(elements(schema.path("anyOf"))), depth);
        }
        if (schema.has("enum")) {
            return any(elements(schema.path("enum")));
        }
        return switch (schema.path("type").asText("object")) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, depth);
            case "integer" -> JsonNodeFactory.instance.numberNode(number(schema));
            case "number" -> JsonNodeFactory.instance.numberNode(number(schema) + 0.5);
            case "boolean" -> JsonNodeFactory.instance.booleanNode(random.nextBoolean());
            default -> Json.tree(text(schema));
        };
    }

    private static List<JsonNode> elements(JsonNode array) {
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        return elements;
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = Json.object();
        schema.path("properties").properties().forEach(member -> {
            boolean required = schema.path("required").toString().contains("\"" + member.getKey() + "\"");
            if (required && !seldom() || depth < DEEPEST && random.nextInt(5) == 0) {
                object.set(member.getKey(), member.getKey().equals("name") && !seldom()
                        ? Json.tree(any(NAMES.subList(0, 3))) : generate(member.getValue(), depth + 1));
            }
        });
        if (seldom()) {
            object.put(any(List.of("nmae", "kubernets", "x")), any(ODD));
        }
        return object;
    }

    private ArrayNode array(JsonNode schema, int depth) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        int size = schema.path("minItems").asInt(0) + random.nextInt(3);
        for (int i = 0; i < size; i++) {
            array.add(generate(schema.path("items"), depth + 1));
        }
        return array;
    }

    private long number(JsonNode schema) {
        long least = schema.path("minimum").asLong(0);
        long most = schema.path("maximum").asLong(100);
        return seldom() ? any(List.of(least - 1, most + 1)) : any(List.of(least, most, least + (most - least) / 2));
    }

    /** The few patterns that matter, by what they are for; a text that fits none is a wrong one, which is as good. */
    private String text(JsonNode schema) {
        String pattern = schema.path("pattern").asText();
        if (pattern.contains("subnet-")) {
            return any(List.of("subnet-0a1a0000000000001", "subnet-0a1b0000000000002", "subnet-0a1c0000000000003"));
        }
        if (pattern.contains("-az")) {
            return any(List.of("us-west-2a", "us-west-2b", "us-west-2c"));
        }
        if (pattern.contains("25[0-5]") && !seldom()) {
            return any(List.of("10.0.0.0/16", "0.0.0.0/0"));
        }
        return any(List.of("10.0.0.0/16", "3.9.x", "2.6.15", "1.35", "m6i.xlarge", "us-west-2", "Europe/Berlin", "text",
                "arn:aws:iam::123456789012:role/people"));
    }
}
