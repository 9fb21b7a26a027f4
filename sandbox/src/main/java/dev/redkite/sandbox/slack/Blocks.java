package dev.redkite.sandbox.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What Block Kit does not take: https://docs.slack.dev/reference/block-kit/blocks, block by block. */
public final class Blocks {

    private static final int MOST_BLOCKS = 50;
    private static final int LONGEST_MESSAGE = 40_000;

    private final List<String> errors = new ArrayList<>();

    private Blocks() {}

    /** Of a whole message; empty when Slack would take it. */
    public static List<String> errors(JsonNode message) {
        Blocks blocks = new Blocks();
        blocks.text(message.path("text"), 1, LONGEST_MESSAGE, "text");
        int count = message.path("blocks").size();
        blocks.require(message.path("blocks").isArray() && count >= 1 && count <= MOST_BLOCKS, "no more than 50 items allowed [json-pointer:/blocks]");
        for (int i = 0; i < count; i++) {
            blocks.block(message.path("blocks").get(i), "/blocks/" + i);
        }
        return blocks.errors;
    }

    private void block(JsonNode block, String path) {
        switch (block.path("type").asText()) {
            case "section" -> section(block, path);
            case "actions" -> actions(block, path);
            case "divider" -> members(block, path, Set.of("type", "block_id"));
            default -> errors.add("unsupported type: " + block.path("type") + " [json-pointer:" + path + "/type]");
        }
    }

    private void section(JsonNode block, String path) {
        members(block, path, Set.of("type", "block_id", "text", "fields", "accessory", "expand"));
        require(block.has("text") || block.has("fields"), "must have text or fields [json-pointer:" + path + "]");
        if (block.has("text")) {
            textObject(block.get("text"), 3000, path + "/text");
        }
        if (block.has("fields")) {
            int size = block.get("fields").size();
            require(size >= 1 && size <= 10, "no more than 10 items allowed [json-pointer:" + path + "/fields]");
            block.get("fields").forEach(field -> textObject(field, 2000, path + "/fields"));
        }
    }

    private void actions(JsonNode block, String path) {
        members(block, path, Set.of("type", "block_id", "elements"));
        int size = block.path("elements").size();
        require(size >= 1 && size <= 25, "no more than 25 items allowed [json-pointer:" + path + "/elements]");
        Set<String> ids = new HashSet<>();
        block.path("elements").forEach(element -> {
            button(element, path + "/elements");
            require(ids.add(element.path("action_id").asText()), "action_id is there already [json-pointer:" + path + "]");
        });
    }

    private void button(JsonNode button, String path) {
        require(button.path("type").asText().equals("button"), "unsupported type [json-pointer:" + path + "]");
        members(button, path, Set.of("type", "text", "action_id", "url", "value", "style", "confirm", "accessibility_label"));
        require(button.path("text").path("type").asText().equals("plain_text"), "must be plain_text [json-pointer:" + path + "/text]");
        text(button.path("text").path("text"), 1, 75, path + "/text");
        text(button.path("action_id"), 1, 255, path + "/action_id");
        if (button.has("value")) {
            text(button.get("value"), 1, 2000, path + "/value");
        }
        if (button.has("style")) {
            require(Set.of("primary", "danger").contains(button.get("style").asText()), "must be primary or danger [json-pointer:" + path + "/style]");
        }
    }

    private void textObject(JsonNode text, int longest, String path) {
        String type = text.path("type").asText();
        require(Set.of("mrkdwn", "plain_text").contains(type), "unsupported type [json-pointer:" + path + "/type]");
        members(text, path, type.equals("mrkdwn") ? Set.of("type", "text", "verbatim") : Set.of("type", "text", "emoji"));
        text(text.path("text"), 1, longest, path + "/text");
    }

    private void members(JsonNode object, String path, Set<String> known) {
        object.fieldNames().forEachRemaining(name ->
                require(known.contains(name), "no such field: " + name + " [json-pointer:" + path + "]"));
    }

    private void text(JsonNode text, int shortest, int longest, String path) {
        require(text.isTextual() && text.textValue().length() >= shortest && text.textValue().length() <= longest,
                "must be %d to %,d characters long [json-pointer:%s]".formatted(shortest, longest, path));
    }

    private void require(boolean holds, String error) {
        if (!holds) {
            errors.add(error);
        }
    }
}
