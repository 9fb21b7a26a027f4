package dev.redkite.environment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.redkite.stage.Json;
import java.util.List;
import java.util.Set;

/**
 * Reads a specification and reports every violation of its form at once. What is malformed is left out of the
 * record that is read, so that the rules about meaning can still judge the rest.
 */
public final class SpecificationReader {

    /** Far above any sensible specification, and far below what would cost anything to parse. */
    public static final int MAXIMUM_CHARACTERS = 65_536;

    private static final JsonNode DOCUMENT = Json.read(
            SpecificationReader.class.getResourceAsStream("specification.schema.json"), JsonNode.class);

    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(
                    DOCUMENT,
                    SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build());

    private static final SchemaWords WORDS = new SchemaWords(DOCUMENT);

    private SpecificationReader() {}

    /** The specification's JSON Schema; a copy. */
    public static JsonNode schema() {
        return DOCUMENT.deepCopy();
    }

    /** @param specification null when nothing could be read */
    public record Reading(EnvironmentSpec specification, List<Violation> violations) {}

    public static Reading read(JsonNode document) {
        if (document == null || !document.isObject()) {
            return new Reading(null, List.of(new Violation("$", "a specification is a JSON object such as {\"name\":\"demo\"}")));
        }
        if (document.toString().length() > MAXIMUM_CHARACTERS) {
            return new Reading(null, List.of(new Violation("$", "longer than %,d characters".formatted(MAXIMUM_CHARACTERS))));
        }
        List<Violation> unwritable = Unwritable.in(document);
        if (!unwritable.isEmpty()) {
            return new Reading(null, unwritable);
        }
        Set<ValidationMessage> messages = SCHEMA.validate(document);
        List<Violation> violations = messages.stream().map(WORDS::of).distinct().toList();
        ObjectNode sound = document.deepCopy();
        messages.forEach(message -> remove(sound, message));
        return new Reading(Json.convert(sound, EnvironmentSpec.class), violations);
    }

    /** Takes out what is wrong and no more: a member that may not be there, or what the path leads to. */
    private static void remove(ObjectNode document, ValidationMessage message) {
        JsonNodePath path = message.getInstanceLocation();
        if (message.getProperty() != null && document.at(path.toString()) instanceof ObjectNode owner) {
            owner.remove(message.getProperty());
        } else {
            remove(document, path);
        }
    }

    /** Takes out the innermost member on the path; a bad element of a list takes the list with it. */
    private static void remove(ObjectNode document, JsonNodePath path) {
        ObjectNode owner = document;
        for (int i = 0; i < path.getNameCount(); i++) {
            String name = path.getElement(i).toString();
            if (i < path.getNameCount() - 1 && owner.get(name) instanceof ObjectNode child) {
                owner = child;
            } else {
                owner.remove(name);
                return;
            }
        }
    }
}
