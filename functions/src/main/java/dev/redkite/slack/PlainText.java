package dev.redkite.slack;

import dev.redkite.slack.Message.Choice;
import dev.redkite.slack.Message.Figures;
import dev.redkite.slack.Message.Link;
import dev.redkite.slack.Message.Part;
import dev.redkite.slack.Message.Text;
import java.util.Map;
import java.util.stream.Collectors;

/** A message where there is no markup and there are no buttons: e-mail, Amazon Q Developer in chat applications. */
public final class PlainText {

    private PlainText() {}

    public static String of(Message message) {
        return message.parts().stream().map(PlainText::lines).collect(Collectors.joining("\n"));
    }

    private static String lines(Part part) {
        return switch (part) {
            case Text(String text) -> text.replaceAll("(?m)(^|\\s)\\*([^*\\n]+)\\*", "$1$2");
            case Figures(Map<String, String> values) -> values.entrySet().stream()
                    .map(value -> value.getKey() + ": " + value.getValue())
                    .collect(Collectors.joining("\n"));
            case Link(String label, String address) -> label + ": " + address;
            case Choice choice -> "To go on, within five minutes: %s confirm=%s".formatted(choice.again(), choice.token());
        };
    }
}
