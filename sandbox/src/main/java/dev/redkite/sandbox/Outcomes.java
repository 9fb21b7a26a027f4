package dev.redkite.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.environment.Plan;
import dev.redkite.sandbox.aws.Durations;
import dev.redkite.sandbox.states.Execution;
import dev.redkite.sandbox.states.ExecutionStatus;
import dev.redkite.sandbox.states.HistoryEvent;
import dev.redkite.sandbox.trace.CriticalPath;
import dev.redkite.stage.Json;
import java.time.Duration;
import java.util.Optional;

/** Reads off an ended execution what it came to. */
final class Outcomes {

    private final Durations durations;

    Outcomes(Durations durations) {
        this.durations = durations;
    }

    Outcome of(Execution execution, int invocations, int calls) {
        Optional<Plan> plan = plan(execution);
        boolean ready = execution.status() == ExecutionStatus.SUCCEEDED;
        String message = message(execution);
        boolean invalid = message.startsWith("InvalidRequest: ") && plan.isEmpty();
        return new Outcome(
                execution.input().path("specification").path("name").asText("(none)"),
                ready ? "READY" : invalid ? "INVALID" : "FAILED",
                plan.map(Plan::generation).orElse(0),
                execution.output().orElse(Json.object()),
                ready ? "" : message.replaceAll("(?s): .*$", ""),
                ready ? "" : message.replaceFirst("^\\w+: ", ""),
                Duration.ofSeconds(execution.elapsed().toSeconds()),
                plan.map(each -> CriticalPath.ofProvision(each, durations)).orElse(Duration.ZERO),
                execution.transitions(),
                invocations,
                calls);
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
        String cause = execution.cause();
        String message = cause.startsWith("{") ? Json.parse(cause).path("errorMessage").asText() : cause;
        return message.isEmpty() ? execution.error() : message.replaceFirst("^Failure: ", "");
    }
}
