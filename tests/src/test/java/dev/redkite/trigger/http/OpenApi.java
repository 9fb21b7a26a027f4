package dev.redkite.trigger.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SpecVersion;
import dev.redkite.json.Json;
import dev.redkite.sandbox.apigateway.HttpEvents;
import dev.redkite.trigger.http.ApiClient.Answer;
import dev.redkite.trigger.http.ApiClient.Exchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The OpenAPI document as a judge of what was said: paths, status codes, headers, media types and bodies. */
final class OpenApi {

    /** JSON Schema, and the words that OpenAPI adds and that judge nothing. */
    private static final JsonMetaSchema WORDS = JsonMetaSchema.builder(JsonMetaSchema.getV202012())
            .keyword(new NonValidationKeyword("components"))
            .keyword(new NonValidationKeyword("x-enum-varnames"))
            .keyword(new NonValidationKeyword("x-enum-descriptions"))
            .build();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.builder(
                    JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012))
            .metaSchema(WORDS)
            .build();

    /** One operation of the document. */
    record Operation(String path, String method, JsonNode content) {}

    private final JsonNode document;
    private final ObjectNode components;
    private final Map<String, JsonSchema> compiled = new HashMap<>();

    private OpenApi(JsonNode document) {
        this.document = document;
        components = document.path("components").deepCopy();
        components.path("schemas").properties().forEach(schema -> close(schema.getValue()));
    }

    static OpenApi parse(String yaml) {
        try {
            return new OpenApi(new YAMLMapper().readTree(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A member that the document does not know is no part of an answer either. */
    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.has("properties") && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
    }

    JsonNode document() {
        return document;
    }

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        document.path("paths").properties().forEach(path -> path.getValue().properties().forEach(method ->
                operations.add(new Operation(path.getKey(), method.getKey().toUpperCase(Locale.ROOT), method.getValue()))));
        return operations;
    }

    /** The schema with all that it refers to, whether of a request or of an answer. */
    JsonSchema schema(JsonNode schema) {
        return compiled.computeIfAbsent(schema.toString(), _ -> {
            ObjectNode whole = schema.deepCopy();
            whole.set("components", components);
            return SCHEMAS.getSchema(whole);
        });
    }

    /** Everything about an exchange that the document does not say, as sentences; empty when it is as documented. */
    List<String> violations(Exchange exchange) {
        String said = "%s %s → %d".formatted(
                exchange.request().method(), exchange.request().path(), exchange.answer().status());
        Optional<Operation> operation = find(exchange.request());
        if (operation.isEmpty()) {
            return List.of(said + ": no such operation");
        }
        JsonNode response = operation.get().content().path("responses").path(Integer.toString(exchange.answer().status()));
        if (response.isMissingNode()) {
            return List.of(said + ": no such status");
        }
        List<String> violations = new ArrayList<>();
        response.path("headers").properties().forEach(header -> {
            if (header.getValue().path("required").asBoolean() && exchange.answer().header(header.getKey().toLowerCase(Locale.ROOT)) == null) {
                violations.add(said + ": no header " + header.getKey());
            }
        });
        violations.addAll(body(said, response.path("content"), exchange.answer()));
        return violations;
    }

    private List<String> body(String said, JsonNode content, Answer answer) {
        if (content.isMissingNode()) {
            return answer.body() == null || answer.body().isEmpty() ? List.of() : List.of(said + ": a body where there is none");
        }
        JsonNode media = content.path(Optional.ofNullable(answer.header("content-type")).orElse("none"));
        if (media.isMissingNode()) {
            return List.of(said + ": media type " + answer.header("content-type"));
        }
        return schema(media.path("schema")).validate(Json.parse(answer.body())).stream()
                .map(message -> said + ": " + message.getMessage())
                .toList();
    }

    private Optional<Operation> find(HttpEvents.Request request) {
        return operations().stream()
                .filter(operation -> operation.method().equals(request.method()))
                .filter(operation -> request.path().matches(operation.path().replaceAll("\\{[^}]+}", "[^/]+")))
                .min((one, other) -> Integer.compare(parameters(one), parameters(other)));
    }

    /** The more concrete path decides. */
    private static int parameters(Operation operation) {
        return (int) operation.path().chars().filter(character -> character == '{').count();
    }

}
