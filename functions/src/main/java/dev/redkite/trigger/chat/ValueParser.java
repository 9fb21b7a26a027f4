package dev.redkite.trigger.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.redkite.trigger.chat.MemberNames.Member;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** From what was typed to the value that the schema wants there. */
final class ValueParser {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Map<String, Boolean> TRUTH = Map.of(
            "true", true, "yes", true, "on", true, "false", false, "no", false, "off", false);
    private static final Map<String, Long> MULTIPLES = Map.of("k", 1_000L, "m", 1_000_000L, "b", 1_000_000_000L);

    private ValueParser() {}

    /** @throws IllegalArgumentException saying what would be right */
    static JsonNode of(String text, Member member) {
        JsonNode schema = member.schema();
        if (schema.has("enum")) {
            return choice(text, schema.get("enum"));
        }
        return switch (schema.path("type").asText()) {
            case "string" -> NODES.textNode(text);
            case "integer" -> NODES.numberNode(integer(text));
            case "number" -> number(text);
            case "boolean" -> NODES.booleanNode(truth(text));
            case "array" -> list(text);
            case "object" -> throw new IllegalArgumentException("is a group: give its members, such as %s.…".formatted(member.dotted()));
            default -> guess(text);
        };
    }

    private static JsonNode choice(String text, JsonNode choices) {
        return choices.valueStream().filter(choice -> choice.asText().equalsIgnoreCase(text)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("is one of "
                        + choices.valueStream().map(JsonNode::asText).collect(Collectors.joining(", "))));
    }

    /** {@code 5000000}, {@code 5_000_000}, {@code 5,000,000}, {@code 5M}. */
    private static long integer(String text) {
        String digits = text.replaceAll("(?<=\\d)[_,](?=\\d)", "").toLowerCase(Locale.ROOT);
        Long multiple = digits.isEmpty() ? null : MULTIPLES.get(digits.substring(digits.length() - 1));
        try {
            return multiple == null
                    ? Long.parseLong(digits)
                    : new BigDecimal(digits.substring(0, digits.length() - 1)).multiply(BigDecimal.valueOf(multiple)).longValueExact();
        } catch (ArithmeticException | NumberFormatException _) {
            throw new IllegalArgumentException("is a whole number such as 3, 5000000 or 5M");
        }
    }

    private static JsonNode number(String text) {
        if (!text.matches("-?[0-9]{1,15}(\\.[0-9]{1,6})?")) {
            throw new IllegalArgumentException("is a number such as 2 or 0.5");
        }
        return NODES.numberNode(new BigDecimal(text));
    }

    private static boolean truth(String text) {
        Boolean truth = TRUTH.get(text.toLowerCase(Locale.ROOT));
        if (truth == null) {
            throw new IllegalArgumentException("is true or false");
        }
        return truth;
    }

    private static JsonNode list(String text) {
        ArrayNode list = NODES.arrayNode();
        for (String entry : text.split(",")) {
            if (!entry.isBlank()) {
                list.add(entry.strip());
            }
        }
        return list;
    }

    /** Where no schema tells: what YAML would make of it, without YAML's surprises. */
    private static JsonNode guess(String text) {
        if (text.equals("true") || text.equals("false")) {
            return NODES.booleanNode(text.equals("true"));
        }
        return text.matches("-?[0-9]{1,15}") ? NODES.numberNode(Long.parseLong(text)) : NODES.textNode(text);
    }
}
