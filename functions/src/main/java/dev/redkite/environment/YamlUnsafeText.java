package dev.redkite.environment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.failure.Violation;
import dev.redkite.text.Excerpt;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds texts that JSON can hold and YAML cannot, on whose way to a chart they would break something late: controls,
 * and halves of characters (https://yaml.org/spec/1.2.2/#51-character-set).
 */
final class YamlUnsafeText {

    private final List<Violation> found = new ArrayList<>();

    private YamlUnsafeText() {}

    static List<Violation> in(JsonNode document) {
        YamlUnsafeText unwritable = new YamlUnsafeText();
        unwritable.look("$", document);
        return unwritable.found;
    }

    private void look(String path, JsonNode node) {
        if (node.isTextual() && !isWritable(node.textValue())) {
            found.add(new Violation(path, Excerpt.of(node.textValue(), 60) + " has a control character, or half a character; leave it out"));
        }
        node.properties().forEach(member -> {
            if (isWritable(member.getKey())) {
                look(path + "." + member.getKey(), member.getValue());
            } else {
                found.add(new Violation(path, "has a member " + Excerpt.of(member.getKey(), 60)
                        + " whose name has a control character, or half a character; leave it out"));
            }
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            look(path + "[" + i + "]", node.get(i));
        }
    }

    private static boolean isWritable(String text) {
        return text.codePoints().allMatch(point -> point == '\t' || point == '\n' || point == '\r' || point >= 0x20 && point <= 0x7e
                || point == 0x85 || point >= 0xa0 && point <= 0xd7ff || point >= 0xe000 && point <= 0xfffd || point >= 0x10000);
    }
}
