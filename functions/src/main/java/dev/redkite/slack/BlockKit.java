package dev.redkite.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import dev.redkite.slack.Message.Choice;
import dev.redkite.slack.Message.Figures;
import dev.redkite.slack.Message.Link;
import dev.redkite.slack.Message.Part;
import dev.redkite.slack.Message.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A message as Slack's Block Kit, within its limits: https://docs.slack.dev/reference/block-kit/blocks. Texts are
 * escaped (https://docs.slack.dev/messaging/formatting-message-text) and verbatim, so that nothing in them becomes a
 * link or a mention.
 */
public final class BlockKit {

    /** By these the interactive payload says what was chosen. */
    public static final String AGREE = "agree";
    public static final String CANCEL = "cancel";

    private static final int MOST_BLOCKS = 50;
    private static final int LONGEST_TEXT = 3000;
    private static final int LONGEST_FIELD = 2000;
    private static final int LONGEST_LABEL = 75;
    private static final int MOST_FIELDS = 10;

    /** Longer than that nobody reads in a chat; the execution has the rest. */
    private static final int MOST_SECTIONS = 4;

    private BlockKit() {}

    /** {@code text} and {@code blocks}, to which the caller adds where it goes. */
    public static ObjectNode of(Message message) {
        List<ObjectNode> blocks = new ArrayList<>();
        message.parts().forEach(part -> blocks.addAll(blocks(part)));
        if (blocks.size() > MOST_BLOCKS) {
            blocks.subList(MOST_BLOCKS - 1, blocks.size()).clear();
            blocks.add(section("… and more"));
        }
        ObjectNode json = Json.object().put("text", cut(escaped(message.headline()), LONGEST_TEXT));
        json.putArray("blocks").addAll(blocks);
        return json;
    }

    private static List<ObjectNode> blocks(Part part) {
        return switch (part) {
            case Text(String text) -> sections(text);
            case Figures(Map<String, String> values) -> fields(values);
            case Link(String label, String address) ->
                List.of(section("<%s|%s>".formatted(escaped(address).replace("|", "%7C"), escaped(label))));
            case Choice choice -> List.of(buttons(choice));
        };
    }

    /** Broken at line ends where that is possible. */
    private static List<ObjectNode> sections(String text) {
        List<ObjectNode> sections = new ArrayList<>();
        String rest = escaped(text);
        while (!rest.isBlank() && sections.size() < MOST_SECTIONS) {
            String piece = rest.length() <= LONGEST_TEXT ? rest : firstPiece(rest);
            rest = rest.substring(piece.length()).stripLeading();
            sections.add(section(piece));
        }
        if (!rest.isBlank()) {
            sections.set(MOST_SECTIONS - 1, section("… and %,d characters more".formatted(rest.length())));
        }
        return sections;
    }

    private static String firstPiece(String text) {
        int lineEnd = text.lastIndexOf('\n', LONGEST_TEXT - 1);
        return lineEnd > 0 ? text.substring(0, lineEnd) : cut(text, LONGEST_TEXT);
    }

    /** Never within an escaped character. */
    private static String cut(String escaped, int length) {
        if (escaped.length() <= length) {
            return escaped;
        }
        String cut = escaped.substring(0, length);
        int ampersand = cut.lastIndexOf('&');
        return ampersand > cut.lastIndexOf(';') ? cut.substring(0, ampersand) : cut;
    }

    private static ObjectNode section(String markup) {
        ObjectNode section = Json.object().put("type", "section");
        section.set("text", markup(markup));
        return section;
    }

    private static ObjectNode markup(String markup) {
        return Json.object().put("type", "mrkdwn").put("text", markup).put("verbatim", true);
    }

    private static List<ObjectNode> fields(Map<String, String> values) {
        List<ObjectNode> sections = new ArrayList<>();
        ArrayNode fields = null;
        for (Map.Entry<String, String> value : values.entrySet()) {
            if (fields == null || fields.size() == MOST_FIELDS) {
                ObjectNode section = Json.object().put("type", "section");
                fields = section.putArray("fields");
                sections.add(section);
            }
            fields.add(markup("*%s*\n".formatted(escaped(value.getKey())) + cut(escaped(value.getValue()), LONGEST_FIELD - 200)));
        }
        return sections;
    }

    private static ObjectNode buttons(Choice choice) {
        if (choice.token().length() > Choice.LONGEST_TOKEN) {
            throw new IllegalArgumentException("longer than a button's value may be");
        }
        ObjectNode actions = Json.object().put("type", "actions");
        actions.putArray("elements")
                .add(button(choice.agree(), AGREE).put("style", "danger").put("value", choice.token()))
                .add(button("Cancel", CANCEL));
        return actions;
    }

    private static ObjectNode button(String label, String action) {
        ObjectNode button = Json.object().put("type", "button").put("action_id", action);
        button.putObject("text").put("type", "plain_text")
                .put("text", label.length() <= LONGEST_LABEL ? label : label.substring(0, LONGEST_LABEL));
        return button;
    }

    /** The three characters that Slack's markup is made of. */
    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
