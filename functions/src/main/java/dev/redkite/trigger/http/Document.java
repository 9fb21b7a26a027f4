package dev.redkite.trigger.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.redkite.environment.SpecificationReader;
import dev.redkite.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The OpenAPI document: what the compiler read off the controllers, with the specification's own JSON Schema put in,
 * so that there is one of it.
 */
final class Document {

    private static final String GENERATED = "/META-INF/swagger/redkite-0.1.0.yml";

    /** Micronaut drops the schemas of parameters that stand beside a method; these are no plain strings. */
    private static final Map<String, String> PARAMETERS = Map.of(
            "phase", "{\"type\":\"string\",\"pattern\":\"^[A-Z_]+(,[A-Z_]+)*$\"}",
            "limit", "{\"type\":\"integer\",\"minimum\":1,\"maximum\":100}",
            "removeData", "{\"type\":\"boolean\"}",
            "keepData", "{\"type\":\"boolean\"}",
            "backup", "{\"type\":\"string\",\"pattern\":\"^[A-Za-z][A-Za-z0-9_]{0,61}[A-Za-z0-9]$\"}",
            Caller.KEY, "{\"type\":\"string\",\"pattern\":\"^[\\\\x21-\\\\x7e]{1,255}$\"}");

    private static final String SCHEMAS = "#/components/schemas/";

    private Document() {}

    /** Made at the first request for it. */
    private static final class Made {
        private static final ObjectNode DOCUMENT = make();
    }

    static String yaml() {
        try {
            return new YAMLMapper().writeValueAsString(Made.DOCUMENT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String json() {
        return Json.text(Made.DOCUMENT);
    }

    private static ObjectNode make() {
        try (InputStream generated = Document.class.getResourceAsStream(GENERATED)) {
            String text = new String(generated.readAllBytes(), StandardCharsets.UTF_8).replace("EnvironmentRecord.Failure", "Failure");
            ObjectNode document = (ObjectNode) new YAMLMapper().readTree(text);
            ObjectNode schemas = document.withObject("/components/schemas");
            schemas.properties().forEach(schema -> sayObject(schema.getValue()));
            schemas.forEach(schema -> schema.path("properties").forEach(Document::sayPresent));
            document.path("paths").forEach(path -> path.forEach(operation -> {
                operation.path("parameters").forEach(Document::sayType);
                operation.path("responses").properties().forEach(Document::sayProblem);
            }));
            ObjectNode specification = specification("Specification");
            schemas.set("Specification", specification);
            ObjectNode update = specification("Update");
            update.remove("required");
            schemas.set("Update", update.put("title", "Redkite environment specification, named by the path"));
            return Surroundings.complete(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Micronaut leaves the type of objects out of a document of version 3.1. */
    private static void sayObject(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.has("properties") && !object.has("type")) {
            object.put("type", "object");
        }
    }

    /** What may be missing is left out and never null. Micronaut says that it may be null, and of most of it that it may be any object. */
    private static void sayPresent(JsonNode member) {
        ObjectNode said = (ObjectNode) member;
        if (said.path("type").isArray()) {
            said.set("type", said.path("type").valueStream().filter(type -> !type.asText().equals("null")).findFirst().orElseThrow());
        } else if (said.path("type").asText().equals("null")) {
            said.remove("type");
            said.path("allOf").forEach(held -> said.setAll((ObjectNode) held));
            said.remove("allOf");
        }
    }

    private static void sayType(JsonNode parameter) {
        String schema = PARAMETERS.getOrDefault(parameter.path("name").asText(), "{\"type\":\"string\"}");
        ((ObjectNode) parameter).set("schema", Json.parse(schema));
    }

    /** Whatever is refused is refused in the same form. */
    private static void sayProblem(Map.Entry<String, JsonNode> response) {
        if (response.getKey().startsWith("4")) {
            ((ObjectNode) response.getValue()).withObject("/content").withObject(Problem.MEDIA_TYPE).withObject("/schema")
                    .put("$ref", SCHEMAS + "Problem");
        }
    }

    /** Its references are to itself, which is now a part of something else. */
    private static ObjectNode specification(String name) {
        String text = Json.text(SpecificationReader.schema()).replace("\"#/$defs/", "\"" + SCHEMAS + name + "/$defs/");
        ObjectNode schema = (ObjectNode) Json.parse(text);
        schema.remove("$schema");
        return schema;
    }
}
