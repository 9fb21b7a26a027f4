package dev.redkite.environment;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationMessage;
import dev.redkite.failure.Violation;
import dev.redkite.text.Excerpt;
import dev.redkite.text.SpellingSuggestion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the validator of JSON Schema finds, in words that say what would be right. */
record SchemaWords(JsonNode schema) {

    /** What is wrong with a value stands behind it, and is to be seen. */
    private static final int LONGEST_VALUE = 120;

    /** Types of JSON Schema as people call them. */
    private static final Map<String, String> TYPES = Map.of(
            "object", "an object", "array", "a list", "string", "a text in double quotation marks", "integer", "a whole number",
            "number", "a number", "boolean", "true or false", "null", "null");

    Violation of(ValidationMessage message) {
        String path = path(message.getInstanceLocation());
        String value = message.getInstanceNode() == null ? "" : Excerpt.of(message.getInstanceNode().toString(), LONGEST_VALUE);
        String wanted = message.getSchemaNode() == null ? "" : message.getSchemaNode().asText();
        return switch (message.getType()) {
            case "additionalProperties" -> new Violation(path + "." + message.getProperty(), unknown(path, message));
            case "required" -> new Violation(path + "." + message.getProperty(), "is required");
            case "not" -> new Violation(path, value + " is a YAML boolean or null word and would not survive the chart; choose another name");
            case "propertyNames" -> new Violation(Violation.member(path, message.getProperty()), "is no key that can stand here: "
                    + keyword(message).path("description").asText() + SpellingSuggestion.meant(message.getProperty(), texts(keyword(message).path("enum"))));
            case "pattern" -> new Violation(path, value + description(message));
            case "enum" -> new Violation(path, value + " is none of " + String.join(", ", texts(message.getSchemaNode()))
                    + SpellingSuggestion.meant(message.getInstanceNode().asText(), texts(message.getSchemaNode())));
            case "type" -> new Violation(path, value + " is not " + TYPES.getOrDefault(wanted, wanted));
            case "minimum" -> new Violation(path, value + " is too small; " + wanted + " is the least");
            case "exclusiveMinimum" -> new Violation(path, value + " is too small; it must be more than " + wanted);
            case "maximum" -> new Violation(path, value + " is too large; " + wanted + " is the most");
            default -> new Violation(path, value + reason(message));
        };
    }

    /** {@code $.kafka.version}; the validator's own JSON paths fail at a member whose name is empty. */
    private static String path(JsonNodePath location) {
        String path = "$";
        for (int i = 0; i < location.getNameCount(); i++) {
            Object element = location.getElement(i);
            path = element instanceof Integer ? path + "[" + element + "]" : Violation.member(path, element.toString());
        }
        return path;
    }

    /** A name beside it that is spelt alike, or where else a member of that name stands. */
    private String unknown(String path, ValidationMessage message) {
        List<String> siblings = names(owner(message));
        Optional<String> near = SpellingSuggestion.to(message.getProperty(), siblings).filter(name -> !name.startsWith("$"))
                .or(() -> SpellingSuggestion.to(message.getProperty(), elsewhere().keySet()).map(elsewhere()::get));
        String instead = near.map(name -> "did you mean " + name + "?")
                .orElseGet(() -> "remove it, or use one of " + siblings.stream().filter(name -> !name.startsWith("$")).sorted()
                        .collect(Collectors.joining(", ")));
        return "is not a member of %s; %s".formatted(path.equals("$") ? "a specification" : path.substring(2), instead);
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).toList();
    }

    private static List<String> names(JsonNode object) {
        return object.path("properties").properties().stream().map(Map.Entry::getKey).toList();
    }

    /** The paths of all members within a group, by their own name; of several the first in alphabetical order. */
    private Map<String, String> elsewhere() {
        Map<String, String> paths = new TreeMap<>();
        schema.path("properties").properties().forEach(group ->
                names(resolved(group.getValue())).forEach(name -> paths.merge(name, "$." + group.getKey() + "." + name,
                        (one, other) -> one.compareTo(other) < 0 ? one : other)));
        return paths;
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? schema.at(node.get("$ref").asText().substring(1)) : node;
    }

    private JsonNode keyword(ValidationMessage message) {
        return schema.at(message.getSchemaLocation().getFragment().toString());
    }

    /** The schema in which the keyword stands that was violated. */
    private JsonNode owner(ValidationMessage message) {
        String keyword = message.getSchemaLocation().getFragment().toString();
        return schema.at(keyword.substring(0, keyword.lastIndexOf('/')));
    }

    /** What the schema says of the member, which is what to do about it; empty where it says nothing. */
    private String description(ValidationMessage message) {
        JsonNode member = owner(message);
        return member.path("description").isMissingNode() ? reason(message) : " is malformed: " + member.path("description").asText();
    }

    /** The validator's sentence begins with the path, which is said already. */
    private static String reason(ValidationMessage message) {
        String sentence = message.getMessage();
        int colon = sentence.indexOf(": ");
        return " " + (colon < 0 ? sentence : sentence.substring(colon + 2));
    }
}
