package dev.redkite.sandbox.command;

import dev.redkite.sandbox.command.Terminal.Colour;
import dev.redkite.sandbox.states.Execution;
import dev.redkite.sandbox.states.HistoryEvent;
import dev.redkite.sandbox.states.HistoryListener;
import dev.redkite.stage.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A line per stage: on a terminal redrawn in place as the stages advance, elsewhere written once, when the stage
 * has ended.
 */
final class StageBoard implements HistoryListener {

    private enum Standing {
        RUNNING,
        DONE,
        FAILED
    }

    private static final class Row {
        private final String stage;
        private final Instant since;
        private Standing standing = Standing.RUNNING;
        private Duration elapsed = Duration.ZERO;
        private String reason = "";

        private Row(String stage, Instant since) {
            this.stage = stage;
            this.since = since;
        }
    }

    private final Terminal terminal;
    private final Set<String> stages;
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private int drawn;

    /** @param stages the states that are stages, so that the machine's scaffolding is left out */
    StageBoard(Terminal terminal, Set<String> stages) {
        this.terminal = terminal;
        this.stages = stages;
    }

    @Override
    public void happened(Execution execution, HistoryEvent event) {
        if (event.kind() == HistoryEvent.Kind.EXECUTION_STARTED) {
            rows.clear();
            drawn = 0;
        }
        if (!stages.contains(event.state())) {
            return;
        }
        switch (event.kind()) {
            case STATE_ENTERED -> rows.put(event.state(), new Row(event.state(), event.at()));
            case TASK_FAILED, TASK_TIMED_OUT -> looked(event);
            case TASK_SUCCEEDED -> rows.get(event.state()).standing = Standing.DONE;
            case STATE_EXITED -> ended(event, rows.get(event.state()).standing);
            case STATE_ABORTED, EVALUATION_FAILED -> ended(event, Standing.FAILED);
            case EXECUTION_STARTED, EXECUTION_SUCCEEDED, EXECUTION_FAILED, EXECUTION_TIMED_OUT, EXECUTION_ABORTED,
                    EXECUTION_REDRIVEN, TASK_SCHEDULED, TASK_STARTED, PARALLEL_STARTED,
                    PARALLEL_SUCCEEDED, PARALLEL_FAILED -> {
                return;
            }
        }
        redraw(event.at());
    }

    private void looked(HistoryEvent event) {
        Row row = rows.get(event.state());
        row.reason = reason(event);
        boolean pending = event.error().endsWith(".StagePending") || event.error().endsWith(".NotYetVisible");
        row.standing = pending ? Standing.RUNNING : Standing.FAILED;
    }

    /** The function's words without the stage's name in front, which the row says already. */
    private static String reason(HistoryEvent event) {
        String cause = event.cause();
        String message = cause.startsWith("{") ? Json.parse(cause).path("errorMessage").asText() : cause;
        String prefix = event.state() + ": ";
        return message.startsWith(prefix) ? message.substring(prefix.length()) : message;
    }

    private void ended(HistoryEvent event, Standing standing) {
        Row row = rows.get(event.state());
        row.standing = standing;
        row.elapsed = Duration.between(row.since, event.at());
        if (standing == Standing.DONE) {
            row.reason = "";
        }
        if (!terminal.interactive()) {
            terminal.line(text(row, event.at()));
        }
    }

    private void redraw(Instant now) {
        if (!terminal.interactive()) {
            return;
        }
        terminal.up(drawn);
        rows.values().forEach(row -> terminal.line(text(row, now)));
        drawn = rows.size();
    }

    private String text(Row row, Instant now) {
        Duration elapsed = row.standing == Standing.RUNNING ? Duration.between(row.since, now) : row.elapsed;
        String line = "%s %-24s %10s".formatted(mark(row), row.stage, Elapsed.of(elapsed));
        int room = terminal.columns() - line.length() - 3;
        return row.reason.isEmpty() ? line : line + "  " + terminal.coloured(Colour.GREY, firstLine(row.reason, room));
    }

    /** Cut to the room there is: a line that wraps could not be taken back. */
    private static String firstLine(String text, int room) {
        String line = text.lines().findFirst().orElse("");
        return line.length() > room ? line.substring(0, Math.max(0, room - 1)) + "…" : line;
    }

    private String mark(Row row) {
        return switch (row.standing) {
            case RUNNING -> terminal.coloured(Colour.YELLOW, "…");
            case DONE -> terminal.coloured(Colour.GREEN, "✓");
            case FAILED -> terminal.coloured(Colour.RED, "✗");
        };
    }
}
