package dev.redkite.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.states.Execution;
import dev.redkite.sandbox.states.HistoryEvent;
import dev.redkite.sandbox.states.HistoryListener;
import java.util.function.Consumer;

/**
 * What Step Functions tells the account's own bus when an execution's status changes
 * (https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html).
 */
record StatusChanges(Consumer<ObjectNode> bus) implements HistoryListener {

    @Override
    public void onEvent(Execution execution, HistoryEvent event) {
        switch (event.kind()) {
            case EXECUTION_STARTED, EXECUTION_REDRIVEN -> bus.accept(detail(execution, "RUNNING"));
            case EXECUTION_SUCCEEDED -> bus.accept(ended(execution, event, "SUCCEEDED"));
            case EXECUTION_FAILED -> bus.accept(ended(execution, event, "FAILED"));
            case EXECUTION_TIMED_OUT -> bus.accept(ended(execution, event, "TIMED_OUT"));
            case EXECUTION_ABORTED -> bus.accept(ended(execution, event, "ABORTED"));
            case STATE_ENTERED, STATE_EXITED, STATE_ABORTED, EVALUATION_FAILED, TASK_SCHEDULED, TASK_STARTED, TASK_SUCCEEDED,
                    TASK_FAILED, TASK_TIMED_OUT, PARALLEL_STARTED, PARALLEL_SUCCEEDED, PARALLEL_FAILED -> { }
        }
    }

    private static ObjectNode ended(Execution execution, HistoryEvent event, String status) {
        return detail(execution, status).put("stopDate", event.at().toEpochMilli());
    }

    private static ObjectNode detail(Execution execution, String status) {
        return Json.object()
                .put("executionArn", execution.arn())
                .put("stateMachineArn", execution.machine().arn())
                .put("name", execution.name())
                .put("status", status)
                .put("startDate", execution.startedAt().toEpochMilli())
                .putNull("stopDate")
                .put("input", Json.text(execution.input()))
                .put("redriveCount", execution.redriveCount());
    }
}
