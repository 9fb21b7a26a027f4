package dev.redkite.sandbox;

import dev.redkite.deployment.Operation;
import dev.redkite.environment.Plan;
import dev.redkite.environment.PlannedChange;
import dev.redkite.failure.Cause;
import dev.redkite.json.Json;
import dev.redkite.sandbox.aws.Durations;
import dev.redkite.sandbox.states.Execution;
import dev.redkite.sandbox.states.ExecutionStatus;
import dev.redkite.sandbox.states.HistoryEvent;
import dev.redkite.sandbox.trace.CriticalPath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads off an ended execution what it came to. */
record Outcomes(Durations durations) {

    /**
     * @param children executions that it started, in order
     * @param earlier  those that began before it
     */
    Outcome of(Execution execution, List<Execution> children, List<Execution> earlier, CallCounter.Reading reading) {
        Operation operation = Operation.valueOf(execution.machine().name().replaceFirst("^.*-", ""));
        Optional<Plan> plan = plan(execution);
        List<Execution> ofThisLife = plan.map(each -> latestFirst(earlier, each)).orElse(List.of());
        boolean done = execution.status() == ExecutionStatus.SUCCEEDED;
        String message = message(execution);
        boolean invalid = message.startsWith("InvalidRequest: ") && plan.isEmpty();
        return new Outcome(
                operation,
                Outcome.environment(execution.input()),
                done ? phase(operation) : invalid ? "INVALID" : "FAILED",
                plan.map(Plan::generation).orElse(0),
                execution.output().orElse(Json.object()),
                done ? "" : message.replaceAll("(?s): .*$", ""),
                done ? "" : message.replaceFirst("^\\w+: ", ""),
                Duration.ofSeconds(execution.elapsed().toSeconds()),
                plan.filter(_ -> done).map(each -> criticalPath(operation, each, reportsCluster(execution, children), ofThisLife)).orElse(Duration.ZERO),
                execution.transitions() + children.stream().mapToInt(Execution::transitions).sum(),
                reading.invocations(),
                reading.calls(),
                plan.filter(_ -> done && operation == Operation.provision).flatMap(next -> changes(ofThisLife, next)).orElse(null));
    }

    /** Of what the last execution that ended well has made of the same life of the environment; empty when it is made by this one. */
    private static Optional<List<PlannedChange>> changes(List<Execution> ofThisLife, Plan next) {
        return ofThisLife.stream().filter(execution -> execution.status() == ExecutionStatus.SUCCEEDED).findFirst().flatMap(Outcomes::plan)
                .map(former -> PlannedChange.between(former, next));
    }

    /**
     * Those of the same life of the environment, as far as one that ended well. Others' are passed over by what they were given, for
     * there may be a thousand.
     */
    private static List<Execution> latestFirst(List<Execution> executions, Plan of) {
        List<Execution> found = new ArrayList<>();
        for (Execution each : executions.reversed()) {
            if (Outcome.environment(each.input()).equals(of.environment())
                    && plan(each).filter(plan -> plan.generation() == of.generation()).isPresent()) {
                found.add(each);
                if (each.status() == ExecutionStatus.SUCCEEDED) {
                    return found;
                }
            }
        }
        return found;
    }

    private static String phase(Operation operation) {
        return switch (operation) {
            case provision, recreate, resume, backup, restore -> "READY";
            case pause -> "PAUSED";
            case teardown -> "REMOVED";
        };
    }

    /**
     * What a second attempt has to do depends on what the first one left, so it has none; an update is one where the last execution
     * of this life ended well.
     *
     * @param stood whether there was anything to tear down
     */
    private Duration criticalPath(Operation operation, Plan plan, boolean stood, List<Execution> ofThisLife) {
        Duration removal = stood ? CriticalPath.ofTeardown(plan, durations) : Duration.ZERO;
        return switch (operation) {
            case provision -> ofThisLife.isEmpty() ? CriticalPath.ofProvision(plan, durations)
                    : ofThisLife.getFirst().status() != ExecutionStatus.SUCCEEDED ? Duration.ZERO
                    : CriticalPath.ofUpdate(plan(ofThisLife.getFirst()).orElseThrow(), plan, durations);
            case teardown -> removal;
            case pause -> CriticalPath.ofPause(plan, durations);
            case resume -> CriticalPath.ofResume(plan, durations);
            case recreate -> removal.plus(CriticalPath.ofProvision(plan, durations));
            case backup, restore -> Duration.ZERO;
        };
    }

    /** A teardown that found a cluster to empty had an environment before it. */
    private static boolean reportsCluster(Execution execution, List<Execution> children) {
        return Stream.concat(Stream.of(execution), children.stream())
                .flatMap(each -> each.output().stream())
                .anyMatch(output -> output.path("eksCluster").has("endpoint") && output.has("removal"));
    }

    /** What Admission answered; empty when it refused. */
    private static Optional<Plan> plan(Execution execution) {
        return execution.history().stream()
                .filter(event -> event.kind() == HistoryEvent.Kind.TASK_SUCCEEDED && event.state().equals("Admission"))
                .map(HistoryEvent::data)
                .reduce((_, last) -> last)
                .map(answer -> Json.convert(answer, Plan.class));
    }

    /** The failure path's function says {@code Failure: <error>: <stage>: <what>}; the stage's own words are wanted. */
    private static String message(Execution execution) {
        String message = Cause.message(execution.cause());
        return message.isEmpty() ? execution.error() : message.replaceFirst("^Failure: ", "");
    }
}
