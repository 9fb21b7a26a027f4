package dev.redkite.sandbox.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.function.Consumer;

/** How a task's invocation ended. The duration is what the state has to let pass before it knows. */
public sealed interface TaskOutcome {

    record Completed(JsonNode result, Duration duration) implements TaskOutcome {}

    /** The error is the exception's full class name for a function, and the cause its JSON. */
    record Failed(String error, String cause, Duration duration) implements TaskOutcome {}

    /**
     * Ends later, as {@code startExecution.sync:2} does.
     *
     * @param onEnd is given whom to tell, once, on the clock's thread, that it Completed or Failed
     * @param abandon called when nobody will listen any more: the task timed out or its branch was stopped
     */
    record Deferred(Consumer<Consumer<TaskOutcome>> onEnd, Runnable abandon) implements TaskOutcome {}
}
