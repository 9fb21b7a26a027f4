package dev.redkite.environment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.redkite.failure.Violation;
import dev.redkite.json.Json;
import dev.redkite.sizing.Workload;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a specification and reports every violation of its form at once. What is malformed is left out of the
 * record that is read, so that the rules about meaning can still judge the rest.
 */
public final class SpecificationReader {

    /** Far above any sensible specification, and far below what would cost anything to parse. */
    public static final int MAXIMUM_CHARACTERS = 65_536;

    /** The most elements that any list of a specification may have. */
    private static final int LONGEST_LIST = 40;

    /** What a schema says of how many there are, and not of any one of them. */
    private static final Set<String> COUNTS = Set.of("minItems", "maxItems", "uniqueItems", "maxProperties");

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

    /** @param specification if anything could be read */
    public record Reading(Optional<EnvironmentSpec> specification, List<Violation> violations) {

        /** With what is wrong in meaning, but for elements of lists that are no sound ones at all. */
        public List<Violation> and(List<Violation> ofMeaning) {
            Set<String> unsound = violations.stream().map(Violation::path).filter(path -> path.endsWith("]")).collect(Collectors.toSet());
            return Stream.concat(violations.stream(), ofMeaning.stream().filter(each -> !unsound.contains(each.path()))).toList();
        }
    }

    public static Reading read(@Nullable JsonNode document) {
        if (document == null || !document.isObject()) {
            return new Reading(Optional.empty(), List.of(new Violation("$", "a specification is a JSON object such as {\"name\":\"demo\"}")));
        }
        if (document.toString().length() > MAXIMUM_CHARACTERS) {
            return new Reading(Optional.empty(), List.of(new Violation("$", "longer than %,d characters".formatted(MAXIMUM_CHARACTERS))));
        }
        List<Violation> unwritable = YamlUnsafeText.in(document);
        if (!unwritable.isEmpty()) {
            return new Reading(Optional.empty(), unwritable);
        }
        Set<ValidationMessage> messages = SCHEMA.validate(document);
        List<Violation> violations = messages.stream().map(WORDS::of).distinct().toList();
        ObjectNode sound = document.deepCopy();
        messages.forEach(message -> remove(sound, message));
        sound.set("workload", Workload.completed(sound.path("workload")));
        return new Reading(Optional.of(Json.convert(sound, EnvironmentSpec.class)), violations);
    }

    /**
     * Takes out what is wrong and no more: a member that may not be there, or what the path leads to. Of a list that is too
     * short, too long or says something twice, each element may still be right or wrong, so it stays.
     */
    private static void remove(ObjectNode document, ValidationMessage message) {
        JsonNodePath path = message.getInstanceLocation();
        JsonNode owner = document.at(path.toString());
        if (message.getProperty() != null && owner instanceof ObjectNode object) {
            object.remove(message.getProperty());
        } else if (COUNTS.contains(message.getType())) {
            shorten(owner);
        } else if (path.getNameCount() > 0 && path.getElement(-1) instanceof Integer index
                && document.at(path.getParent().toString()) instanceof ArrayNode list) {
            // Every list of a specification holds strings; the place is kept, so that the others keep theirs.
            list.set(index, "");
        } else {
            remove(document, path);
        }
    }

    private static void shorten(JsonNode owner) {
        while (owner instanceof ArrayNode list && list.size() > LONGEST_LIST) {
            list.remove(list.size() - 1);
        }
    }

    /** Takes out the innermost member on the path. */
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
