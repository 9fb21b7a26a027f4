package dev.redkite.sandbox.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.aws.scheduler.Invocation;
import dev.redkite.sandbox.states.Execution;
import dev.redkite.sandbox.states.ExecutionStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What happened by itself after the events: the executions that schedules started, or could not start.
 *
 * @param last of the execution that ended last; empty when none has
 */
record Afterwards(List<Run> runs, Optional<Outcome> last) {

    /** @param status the execution's, or NOT_STARTED */
    private record Run(Instant at, String machine, String execution, String status, String failure) {

        boolean failed() {
            return !status.equals(ExecutionStatus.SUCCEEDED.name()) && !status.equals(ExecutionStatus.RUNNING.name());
        }

        String line(ZoneId zone) {
            String time = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.atZone(zone));
            return String.join(" ", time, machine, shortened(execution), status) + (failure.isEmpty() ? "" : ": " + failure);
        }
    }

    /** Executions that schedules start are told apart by 64 digits; people by the time. */
    private static String shortened(String execution) {
        return execution.length() > LONGEST_NAME ? execution.substring(0, LONGEST_NAME) + "…" : execution;
    }

    private static final int LONGEST_NAME = 40;

    /** Lets that much time pass. */
    static Afterwards let(Sandbox sandbox, Duration duration) {
        int before = sandbox.executions().all().size();
        sandbox.advance(duration);
        List<Execution> executions = sandbox.executions().all().stream().skip(before).toList();
        Stream<Run> ran = executions.stream().map(Afterwards::run);
        Stream<Run> notStarted = sandbox.world().scheduler().invocations().stream()
                .filter(invocation -> !invocation.started())
                .map(Afterwards::run);
        return new Afterwards(
                Stream.concat(ran, notStarted).sorted(Comparator.comparing(Run::at)).toList(),
                executions.stream().filter(execution -> !execution.isRunning())
                        .max(Comparator.comparing(execution -> execution.endedAt().orElseThrow()))
                        .map(sandbox::outcome));
    }

    private static Run run(Execution execution) {
        return new Run(
                execution.startedAt(), shortly(execution.machine().arn()), execution.name(), execution.status().name(), "");
    }

    private static Run run(Invocation invocation) {
        String tries = invocation.attempts() == 1 ? "1 try" : invocation.attempts() + " tries";
        return new Run(invocation.due(), shortly(invocation.stateMachine()), invocation.execution(), "NOT_STARTED",
                "%s (%s%s)".formatted(invocation.failure(), tries, invocation.dead() ? ", given up" : ""));
    }

    /** {@code teardown} for a machine that the stack named {@code redkite-teardown}. */
    private static String shortly(String machine) {
        return machine.substring(machine.lastIndexOf(':') + 1).replaceFirst("^redkite-", "").toLowerCase(Locale.ROOT);
    }

    /** One for each, in the order of their times. */
    List<String> lines(ZoneId zone) {
        return runs.stream().map(run -> run.line(zone)).toList();
    }

    JsonNode json() {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("executions");
        for (Run run : runs) {
            ObjectNode each = list.addObject().put("at", run.at().toString()).put("machine", run.machine())
                    .put("execution", run.execution()).put("status", run.status());
            if (!run.failure().isEmpty()) {
                each.put("failure", run.failure());
            }
        }
        last.ifPresent(outcome -> json.set("last", Summary.json(outcome)));
        return json;
    }

    boolean failed() {
        return runs.stream().anyMatch(Run::failed);
    }
}
