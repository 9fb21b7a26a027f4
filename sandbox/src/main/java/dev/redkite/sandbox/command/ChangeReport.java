package dev.redkite.sandbox.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.environment.PlannedChange;
import dev.redkite.environment.Preview;
import dev.redkite.sandbox.command.Terminal.Colour;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** What an update would change, as people read it. */
record ChangeReport(Terminal terminal) {

    /** @param former what it is compared with */
    void print(Preview preview, String former) {
        List<PlannedChange> changes = preview.changes();
        terminal.line(terminal.coloured(Colour.BOLD, "Environment " + preview.plan().environment()) + ", compared with %s: %s".formatted(
                former, changes.isEmpty() ? "nothing changes" : changes.size() == 1 ? "1 change" : changes.size() + " changes"));
        changes.forEach(change -> terminal.line(line(change)));
        preview.plan().warnings().forEach(warning -> terminal.line(terminal.coloured(Colour.YELLOW, "  note  ") + warning));
    }

    /** E.g. {@code ~ $.nodes.count: 3 → 4 (nodes are added)}. */
    private static String line(PlannedChange change) {
        String mark = change.from() == null ? "+" : change.to() == null ? "-" : "~";
        return "  %s %s (%s%s)".formatted(mark, compared(change),
                Boolean.TRUE.equals(change.interrupts()) ? "clients notice: " : "", change.effect().replaceFirst("\\.$", ""));
    }

    /** E.g. {@code $.nodes.count: 3 → 4}. */
    static String compared(PlannedChange change) {
        return change.path() + ": " + values(change);
    }

    private static String values(PlannedChange change) {
        if (change.from() == null) {
            return text(change.to());
        }
        return text(change.from()) + " → " + (change.to() == null ? "no longer wanted" : text(change.to()));
    }

    private static String text(JsonNode value) {
        if (value.isArray()) {
            return value.isEmpty() ? "none" : value.valueStream().map(ChangeReport::text).collect(Collectors.joining(", "));
        }
        if (value.isDouble()) {
            return BigDecimal.valueOf(value.doubleValue()).stripTrailingZeros().toPlainString();
        }
        return value.asText().isEmpty() ? "\"\"" : value.asText();
    }
}
