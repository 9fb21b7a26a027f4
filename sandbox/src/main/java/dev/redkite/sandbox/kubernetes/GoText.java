package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Collectors;

/** Values as Go prints them, which is how the API server quotes patches. */
final class GoText {

    private GoText() {}

    static String of(JsonNode value) {
        if (value.isObject()) {
            return value.properties().stream().sorted(Map.Entry.comparingByKey())
                    .map(entry -> entry.getKey() + ":" + of(entry.getValue()))
                    .collect(Collectors.joining(" ", "map[", "]"));
        }
        if (value.isArray()) {
            return value.valueStream().map(GoText::of).collect(Collectors.joining(" ", "[", "]"));
        }
        return value.isNull() ? "<nil>" : value.asText();
    }

    /** As Go writes JSON of a map, so by name. */
    static String json(JsonNode value) {
        if (value.isObject()) {
            return value.properties().stream().sorted(Map.Entry.comparingByKey())
                    .map(entry -> quoted(entry.getKey()) + ":" + json(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        return value.isArray() ? value.valueStream().map(GoText::json).collect(Collectors.joining(",", "[", "]")) : value.toString();
    }

    /** In quotation marks, as Go's {@code %q} has it. */
    static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
