package dev.redkite.sandbox.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;

/**
 * One event of an execution's history.
 *
 * @param id       1 for the first
 * @param previous the event that this one follows in its branch; 0 for the first
 * @param state the state's name; empty for what concerns the execution as a whole
 * @param data input, output, arguments or result, or {@code {"error","cause"}}; null for kinds that have none
 */
public record HistoryEvent(int id, int previous, Instant at, Kind kind, String state, JsonNode data) {

    /** AWS' event types; a state's type is not repeated in what all types share, and a Task's is not its resource's. */
    public enum Kind {
        EXECUTION_STARTED, EXECUTION_SUCCEEDED, EXECUTION_FAILED, EXECUTION_TIMED_OUT, EXECUTION_ABORTED,
        EXECUTION_REDRIVEN, STATE_ENTERED, STATE_EXITED, STATE_ABORTED, TASK_SCHEDULED, TASK_STARTED,
        TASK_SUCCEEDED, TASK_FAILED, TASK_TIMED_OUT, PARALLEL_STARTED, PARALLEL_SUCCEEDED, PARALLEL_FAILED,
        EVALUATION_FAILED
    }

    static JsonNode errorData(String error, String cause) {
        return JsonNodeFactory.instance.objectNode().put("error", error).put("cause", cause);
    }

    /** The error's name; empty for kinds that tell of none. */
    public String error() {
        return data == null ? "" : data.path("error").asText();
    }

    /** The error's cause; empty for kinds that tell of none. */
    public String cause() {
        return data == null ? "" : data.path("cause").asText();
    }
}
