package dev.redkite.sandbox.states;

import com.fasterxml.jackson.databind.JsonNode;

/** What a Task invokes. */
@FunctionalInterface
public interface TaskResource {

    /** Does the work at once, and says how it ended and how long that took. */
    TaskOutcome invoke(JsonNode arguments, StateContext context);
}
