package dev.redkite.sandbox;

import dev.redkite.sandbox.states.Execution;
import dev.redkite.sandbox.states.HistoryEvent;
import dev.redkite.sandbox.states.HistoryListener;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What the whole sandbox did while an execution ran, from its start or its last redrive on. */
final class CallCounter implements HistoryListener {

    /** @param calls requests to AWS */
    record Reading(int invocations, int calls) {

        Reading since(Reading earlier) {
            return new Reading(invocations - earlier.invocations, calls - earlier.calls);
        }
    }

    private final Supplier<Reading> total;
    private final Map<String, Reading> starts = new HashMap<>();
    private final Map<String, Reading> ends = new HashMap<>();

    CallCounter(Supplier<Reading> total) {
        this.total = total;
    }

    @Override
    public void onEvent(Execution execution, HistoryEvent event) {
        switch (event.kind()) {
            case EXECUTION_STARTED, EXECUTION_REDRIVEN -> {
                starts.put(execution.arn(), total.get());
                ends.remove(execution.arn());
            }
            case EXECUTION_SUCCEEDED, EXECUTION_FAILED, EXECUTION_TIMED_OUT, EXECUTION_ABORTED ->
                ends.put(execution.arn(), total.get());
            case STATE_ENTERED, STATE_EXITED, STATE_ABORTED, EVALUATION_FAILED, TASK_SCHEDULED, TASK_STARTED, TASK_SUCCEEDED,
                    TASK_FAILED, TASK_TIMED_OUT, PARALLEL_STARTED, PARALLEL_SUCCEEDED, PARALLEL_FAILED -> { }
        }
    }

    Reading of(Execution execution) {
        return ends.getOrDefault(execution.arn(), total.get()).since(starts.get(execution.arn()));
    }
}
