package dev.redkite.sandbox.soak;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.deployment.Operation;
import dev.redkite.sandbox.Outcome;
import java.time.Duration;

/**
 * Something that chance asks for.
 *
 * @param event      as the bus delivers it
 * @param removeData whether the data may go
 * @param until      how long after it the next request comes; null when that waits for its end
 * @param redriven   whether a failure is redriven; otherwise the next request comes upon what it left
 */
record Request(Operation operation, ObjectNode event, boolean removeData, Duration until, boolean redriven) {

    /** Whose it is. */
    String environment() {
        return Outcome.environment(event.path("detail"));
    }

    /** The same, and its end is awaited. */
    Request awaited() {
        return new Request(operation, event, removeData, null, redriven);
    }

    @Override
    public String toString() {
        return operation + " of " + environment() + (removeData ? " with data" : "") + (redriven ? ", redriven" : "") + (until == null ? "" : ", and " + until + " later");
    }
}
