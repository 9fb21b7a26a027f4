package dev.redkite.sandbox.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The schemas that Kubernetes publishes of its objects (https://kubernetes.io/docs/concepts/overview/kubernetes-api/), from
 * the API server that the judges start. They are read when the first object is written; a type's checks are made when
 * the first of its objects is.
 */
public final class PublishedSchema {

    private static final String ADDRESS = "https://kubernetes.sandbox/openapi";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private PublishedSchema() {}

    private static final class Schemas {
        private static final JsonNode ALL = read();
        private static final Map<String, String> NAMES = names();
        private static final JsonSchemaFactory FACTORY = factory();
        private static final SchemaValidatorsConfig CONFIG =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

        private static JsonNode read() {
            try (InputStream stream = PublishedSchema.class.getResourceAsStream("/dev/redkite/sandbox/kubernetes/schemas.json")) {
                return new ObjectMapper().readTree(stream).path("schemas");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Map<String, String> names() {
            Map<String, String> names = new HashMap<>();
            ALL.properties().forEach(schema -> schema.getValue().path("x-kubernetes-group-version-kind").forEach(kind ->
                    names.put(key(kind.path("group").asText(), kind.path("version").asText(), kind.path("kind").asText()),
                            schema.getKey())));
            return names;
        }

        private static JsonSchemaFactory factory() {
            JsonMetaSchema dialect = JsonMetaSchema.builder(JsonMetaSchema.getV4())
                    .keyword(new NonValidationKeyword("components"))
                    .formats(List.of(new QuantityFormat(), new Base64Format()))
                    .build();
            ObjectNode document = NODES.objectNode();
            ObjectNode schemas = document.put("$schema", dialect.getIri()).withObject("/components/schemas");
            ALL.properties().forEach(schema -> schemas.set(schema.getKey(), checked(schema.getKey(), schema.getValue())));
            return JsonSchemaFactory.builder()
                    .defaultMetaSchemaIri(dialect.getIri())
                    .metaSchema(dialect)
                    .schemaLoaders(loaders -> loaders.schemas(Map.of(ADDRESS, document.toString())))
                    .build();
        }
    }

    private static String key(String group, String version, String kind) {
        return (group.isEmpty() ? version : group + "/" + version) + " " + kind;
    }

    /** @param apiVersion such as {@code apps/v1}; empty for a type that is not built in */
    public static Optional<Definition> find(String apiVersion, String kind) {
        return Optional.ofNullable(Schemas.NAMES.get(apiVersion + " " + kind)).map(PublishedSchema::named);
    }

    /** Whether a client that knows the types can take the object for what it says it is; of others nobody knows. */
    public static boolean canRead(ObjectNode object) {
        ObjectNode said = object.deepCopy();
        dropNulls(said);
        return find(object.path("apiVersion").asText(), object.path("kind").asText())
                .map(type -> Decoded.of(type, said).unreadable().isEmpty())
                .orElse(true);
    }

    /** As Go reads them: a null leaves a member as it was, which is empty. */
    private static void dropNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(member -> member.getValue().isNull());
        }
        node.forEach(PublishedSchema::dropNulls);
    }

    static Definition named(String name) {
        return new Definition(name, Schemas.ALL.path(name));
    }

    /** In no order. */
    static Set<ValidationMessage> violations(Definition type, JsonNode object) {
        return Schemas.FACTORY.getSchema(SchemaLocation.of(ADDRESS + Definition.REFERENCE + type.owner()), Schemas.CONFIG).validate(object);
    }

    /** What is published leaves open which members there are, and describes some types for people only. */
    private static JsonNode checked(String name, JsonNode published) {
        if (name.endsWith(".resource.Quantity")) {
            return NODES.objectNode().put("format", QuantityFormat.NAME).set("type", NODES.arrayNode().add("string").add("number"));
        }
        if (name.endsWith(".intstr.IntOrString")) {
            return NODES.objectNode().set("type", NODES.arrayNode().add("integer").add("string"));
        }
        return closed(published);
    }

    private static JsonNode closed(JsonNode published) {
        if (published.isArray()) {
            return NODES.arrayNode().addAll(published.valueStream().map(PublishedSchema::closed).toList());
        }
        if (!published.isObject()) {
            return published;
        }
        ObjectNode closed = NODES.objectNode();
        published.properties().forEach(entry -> {
            if (!entry.getKey().startsWith("x-kubernetes-") && !entry.getKey().equals("default")) {
                closed.set(entry.getKey(), closed(entry.getValue()));
            }
        });
        if (published.path("properties").isObject() && published.path("type").asText().equals("object")) {
            closed.put("additionalProperties", false);
            published.path("required").forEach(name -> {
                if (closed.at("/properties/" + name.asText()) instanceof ObjectNode member && member.path("type").asText().equals("string")) {
                    member.put("minLength", 1); // Go knows no text that is missing, only empty ones.
                }
            });
        }
        if (published.path("format").asText().equals("int32")) {
            closed.put("minimum", Integer.MIN_VALUE).put("maximum", Integer.MAX_VALUE);
        }
        return closed;
    }
}
