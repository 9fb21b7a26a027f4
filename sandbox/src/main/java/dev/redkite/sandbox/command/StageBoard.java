package dev.redkite.sandbox.command;

import dev.redkite.failure.Cause;
import dev.redkite.failure.NotYetVisible;
import dev.redkite.failure.StageBegun;
import dev.redkite.failure.StagePending;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.command.Terminal.Colour;
import dev.redkite.sandbox.states.Execution;
import dev.redkite.sandbox.states.HistoryEvent;
import dev.redkite.sandbox.states.HistoryListener;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A line per stage: on a terminal redrawn in place as the stages advance, elsewhere written once, when the stage
 * has ended. Several executions may be under way at once; each has lines of its own, and they say whose they are.
 */
final class StageBoard implements HistoryListener {

    /** After which a stage is as healthy as before. */
    private static final Set<String> AWAITED =
            Set.of(StagePending.class.getName(), StageBegun.class.getName(), NotYetVisible.class.getName());

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE uuuu-MM-dd HH:mm:ssxxx", Locale.ROOT);

    private enum Condition {
        RUNNING,
        DONE,
        FAILED,
        /** Not at fault: what ran beside it failed. */
        STOPPED
    }

    private static final class Row {
        private final String stage;
        private final Instant since;
        private Condition condition = Condition.RUNNING;
        private Duration elapsed = Duration.ZERO;
        private String reason = "";
        private boolean written;

        private Row(String stage, Instant since) {
            this.stage = stage;
            this.since = since;
        }
    }

    /** @param rows by stage */
    private record Underway(String environment, Map<String, Row> rows) {}

    private final Terminal terminal;
    private final Set<String> stages;
    private final boolean named;
    private final Optional<ZoneId> dates;
    private final Map<String, Underway> executions = new LinkedHashMap<>();
    private int drawn;

    /**
     * @param stages the states that are stages, so that the machine's scaffolding is left out
     * @param named  whether each line begins with the environment's name
     */
    StageBoard(Terminal terminal, Set<String> stages, boolean named) {
        this(terminal, stages, named, Optional.empty());
    }

    private StageBoard(Terminal terminal, Set<String> stages, boolean named, Optional<ZoneId> dates) {
        this.terminal = terminal;
        this.stages = stages;
        this.named = named;
        this.dates = dates;
    }

    /** For days on end: each line says when it was last true, on the clock of that zone, and whose it is. */
    static StageBoard dated(Terminal terminal, Set<String> stages, ZoneId zone) {
        return new StageBoard(terminal, stages, true, Optional.of(zone));
    }

    @Override
    public void onEvent(Execution execution, HistoryEvent event) {
        Underway underway = executions.computeIfAbsent(
                execution.arn(), _ -> new Underway(Outcome.environment(execution.input()), new LinkedHashMap<>()));
        switch (event.kind()) {
            case STATE_ENTERED, TASK_FAILED, TASK_TIMED_OUT, TASK_SUCCEEDED, STATE_EXITED, STATE_ABORTED,
                    EVALUATION_FAILED -> stage(underway, event);
            case PARALLEL_FAILED -> writeFailed(underway, event.at());
            case EXECUTION_SUCCEEDED, EXECUTION_FAILED, EXECUTION_TIMED_OUT, EXECUTION_ABORTED -> {
                writeFailed(underway, event.at());
                leave(execution.arn(), event.at());
            }
            case EXECUTION_STARTED, EXECUTION_REDRIVEN, TASK_SCHEDULED, TASK_STARTED, PARALLEL_STARTED,
                    PARALLEL_SUCCEEDED -> {
                return;
            }
        }
        redraw(event.at());
    }

    private void stage(Underway underway, HistoryEvent event) {
        if (!stages.contains(event.state())) {
            return;
        }
        Row row = underway.rows().computeIfAbsent(event.state(), stage -> new Row(stage, event.at()));
        switch (event.kind()) {
            case STATE_ENTERED -> underway.rows().put(event.state(), new Row(event.state(), event.at()));
            case TASK_FAILED, TASK_TIMED_OUT -> recordLook(row, event);
            case TASK_SUCCEEDED -> row.condition = Condition.DONE;
            case STATE_EXITED -> ended(underway, row, row.condition, event.at());
            case STATE_ABORTED -> ended(underway, row, Condition.STOPPED, event.at());
            case EVALUATION_FAILED -> ended(underway, row, Condition.FAILED, event.at());
            default -> throw new IllegalArgumentException("not about a stage: " + event.kind());
        }
    }

    private static void recordLook(Row row, HistoryEvent event) {
        row.reason = reason(event);
        row.condition = AWAITED.contains(event.error()) ? Condition.RUNNING : Condition.FAILED;
    }

    /** The function's words without the stage's name in front, which the row says already. */
    private static String reason(HistoryEvent event) {
        return Cause.without(event.state(), Cause.message(event.cause()));
    }

    private void ended(Underway underway, Row row, Condition condition, Instant at) {
        row.condition = condition;
        row.elapsed = Duration.between(row.since, at);
        if (condition == Condition.DONE) {
            row.reason = "";
        }
        write(underway, row, at);
    }

    private void write(Underway underway, Row row, Instant at) {
        row.written = true;
        if (!terminal.interactive()) {
            terminal.line(text(underway, row, at));
        }
    }

    /** The state that a whole flow fails in is neither left nor aborted: its own failure is the last that is told of it. */
    private void writeFailed(Underway underway, Instant at) {
        underway.rows().values().stream().filter(row -> row.condition == Condition.FAILED && !row.written)
                .forEach(row -> ended(underway, row, Condition.FAILED, at));
    }

    /** Its lines stay where they are, above those of whatever still runs. */
    private void leave(String execution, Instant at) {
        Underway ended = executions.remove(execution);
        if (terminal.interactive()) {
            terminal.up(drawn);
            ended.rows().values().forEach(row -> terminal.line(text(ended, row, at)));
            drawn = 0;
        }
    }

    private void redraw(Instant now) {
        if (!terminal.interactive()) {
            return;
        }
        terminal.up(drawn);
        executions.values().forEach(each -> each.rows().values().forEach(row -> terminal.line(text(each, row, now))));
        drawn = executions.values().stream().mapToInt(each -> each.rows().size()).sum();
    }

    private String text(Underway underway, Row row, Instant now) {
        Duration elapsed = row.condition == Condition.RUNNING ? Duration.between(row.since, now) : row.elapsed;
        String name = named ? "%-16s ".formatted(underway.environment()) : "";
        String line = "%s%s %s%-24s %10s".formatted(date(row.since.plus(elapsed)), mark(row), name, row.stage, Elapsed.of(elapsed));
        int room = terminal.columns() - line.length() - 3;
        return row.reason.isEmpty() ? line : line + "  " + terminal.coloured(Colour.GREY, firstLine(row.reason, room));
    }

    private String date(Instant at) {
        return dates.map(zone -> terminal.coloured(Colour.GREY, DATE.format(at.atZone(zone))) + " ").orElse("");
    }

    /** Cut to the room there is: a line that wraps could not be taken back. */
    private static String firstLine(String text, int room) {
        String line = text.lines().findFirst().orElse("");
        return line.length() > room ? line.substring(0, Math.max(0, room - 1)) + "…" : line;
    }

    private String mark(Row row) {
        return switch (row.condition) {
            case RUNNING -> terminal.coloured(Colour.YELLOW, "…");
            case DONE -> terminal.coloured(Colour.GREEN, "✓");
            case FAILED -> terminal.coloured(Colour.RED, "✗");
            case STOPPED -> terminal.coloured(Colour.GREY, "–");
        };
    }
}
