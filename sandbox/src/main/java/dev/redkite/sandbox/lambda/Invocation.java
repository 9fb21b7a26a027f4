package dev.redkite.sandbox.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.sandbox.states.StateContext;
import dev.redkite.sandbox.states.TaskOutcome;
import java.time.Instant;

/**
 * One call of a function, when it had ended.
 *
 * @param from  null when it was no state machine that called
 * @param input what it was called with
 */
public record Invocation(String function, Instant at, StateContext from, JsonNode input, TaskOutcome outcome) {}
