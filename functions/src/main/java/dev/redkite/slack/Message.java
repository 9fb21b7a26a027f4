package dev.redkite.slack;

import dev.redkite.text.Excerpt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is said in a chat, before it has a form. Texts may hold anything: every form makes it harmless for itself.
 *
 * @param visible  whether everybody in the channel sees it, or only who asked
 * @param headline one line that stands for all of it, e.g. in a notification
 */
public record Message(boolean visible, String headline, List<Part> parts) {

    private static final int LONGEST_QUOTE = 120;

    public Message {
        parts = List.copyOf(parts);
    }

    public sealed interface Part permits Text, Figures, Link, Choice {}

    /** Lines; {@code *bold*} and {@code `code`} as Slack has them. */
    public record Text(String text) implements Part {}

    /** Labelled values, in order. */
    public record Figures(Map<String, String> values) implements Part {}

    public record Link(String label, String address) implements Part {}

    /**
     * One question and what to answer.
     *
     * @param token what comes back when it is agreed to
     * @param again the words with which it can be agreed to where there are no buttons, without the token
     */
    public record Choice(String agree, String token, String again) implements Part {

        /** A button's value: https://docs.slack.dev/reference/block-kit/block-elements/button-element */
        public static final int LONGEST_TOKEN = 2000;
    }

    public static Message toEverybody(String headline) {
        return new Message(true, headline, List.of(new Text(headline)));
    }

    public static Message toOne(String headline) {
        return new Message(false, headline, List.of(new Text(headline)));
    }

    public Message and(Part part) {
        List<Part> more = new ArrayList<>(parts);
        more.add(part);
        return new Message(visible, headline, more);
    }

    public Message and(String text) {
        return and(new Text(text));
    }

    /** @param labelsAndValues label, value, label, value, …; what has no value is left out */
    public Message figures(@Nullable String... labelsAndValues) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < labelsAndValues.length; i += 2) {
            String label = Objects.requireNonNull(labelsAndValues[i]);
            String value = labelsAndValues[i + 1];
            if (value != null && !value.isEmpty()) {
                values.put(label, value);
            }
        }
        return values.isEmpty() ? this : and(new Figures(values));
    }

    /** Somebody's words as code on one line, so that no markup in them counts. */
    public static String quoted(String words) {
        String line = words.isBlank() ? "(nothing)" : words.strip().replaceAll("\\s+", " ").replace('`', '\'');
        return "`" + Excerpt.of(line, LONGEST_QUOTE) + "`";
    }
}
