package dev.redkite.sandbox.command;

import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.states.Execution;
import dev.redkite.sandbox.states.HistoryEvent;
import dev.redkite.stage.StageRequest;
import java.util.List;

/** The closing line of an execution in a log: how it ended, and why it failed. */
final class Ending {

    private Ending() {}

    /** Nothing while it runs, and nothing of a child, whose parent's ending tells of it. */
    static List<String> of(Sandbox sandbox, Execution execution, HistoryEvent event) {
        return switch (event.kind()) {
            case EXECUTION_SUCCEEDED, EXECUTION_FAILED, EXECUTION_TIMED_OUT, EXECUTION_ABORTED ->
                execution.input().has(StageRequest.PARENT) ? List.of() : lines(sandbox, execution, event);
            case EXECUTION_STARTED, EXECUTION_REDRIVEN, STATE_ENTERED, STATE_EXITED, STATE_ABORTED, EVALUATION_FAILED, TASK_SCHEDULED,
                    TASK_STARTED, TASK_SUCCEEDED, TASK_FAILED, TASK_TIMED_OUT, PARALLEL_STARTED, PARALLEL_SUCCEEDED, PARALLEL_FAILED ->
                List.of();
        };
    }

    private static List<String> lines(Sandbox sandbox, Execution execution, HistoryEvent event) {
        Outcome outcome = sandbox.outcome(execution);
        String line = "%s %s".formatted(event.at(), Summary.lastLine(outcome));
        return outcome.message().isEmpty() ? List.of(line)
                : List.of(line, outcome.environment() + ": " + outcome.message().replace("\n", "\n  "));
    }
}
