package dev.redkite.sandbox.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * EventBridge's pattern of a rule: every named field holds one of the listed values. Of the comparisons it knows
 * {@code prefix} and {@code anything-but}: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
public record EventPattern(Map<String, Predicate<JsonNode>> fields) {

    static EventPattern read(JsonNode pattern, String rule) {
        if (!pattern.isObject() || pattern.isEmpty()) {
            throw new TemplateException(rule + ": an event pattern must name at least one field");
        }
        Map<String, Predicate<JsonNode>> fields = new LinkedHashMap<>();
        pattern.properties().forEach(field -> fields.put(field.getKey(), field(field.getValue(), rule)));
        return new EventPattern(fields);
    }

    private static Predicate<JsonNode> field(JsonNode wanted, String rule) {
        if (wanted.isObject()) {
            EventPattern nested = read(wanted, rule);
            return nested::matches;
        }
        if (!wanted.isArray() || wanted.isEmpty()) {
            throw new TemplateException(rule + ": a field of an event pattern must list at least one value");
        }
        List<Predicate<JsonNode>> choices = new ArrayList<>();
        wanted.forEach(choice -> choices.add(choice(choice, rule)));
        return value -> choices.stream().anyMatch(choice -> holds(choice, value));
    }

    /** Of an array in the event, any element may match. */
    private static boolean holds(Predicate<JsonNode> choice, JsonNode value) {
        return value.isArray() ? value.valueStream().anyMatch(choice) : !value.isMissingNode() && choice.test(value);
    }

    private static Predicate<JsonNode> choice(JsonNode choice, String rule) {
        if (!choice.isObject()) {
            return choice::equals;
        }
        if (choice.size() == 1 && choice.path("prefix").isTextual()) {
            return value -> value.isTextual() && value.textValue().startsWith(choice.get("prefix").textValue());
        }
        if (choice.size() == 1 && choice.has("anything-but")) {
            JsonNode refused = choice.get("anything-but");
            List<JsonNode> values = new ArrayList<>();
            if (refused.isArray()) {
                refused.forEach(values::add);
            } else if (refused.isValueNode()) {
                values.add(refused);
            }
            if (!values.isEmpty() && values.stream().allMatch(JsonNode::isValueNode)) {
                return value -> !values.contains(value);
            }
        }
        throw new TemplateException(rule + ": the sandbox does not know the comparison " + choice);
    }

    /** Whether the event, or the part of it that this pattern is about, is as wanted. */
    public boolean matches(JsonNode event) {
        return fields.entrySet().stream().allMatch(field -> field.getValue().test(event.path(field.getKey())));
    }
}
