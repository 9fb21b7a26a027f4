package dev.redkite.sandbox.lambda;

import dev.redkite.sandbox.states.StateContext;
import dev.redkite.sandbox.states.TaskOutcome;
import java.time.Instant;

/**
 * One call of a function, when it had ended.
 *
 * @param from null when it was no state machine that called
 */
public record Invocation(String function, Instant at, StateContext from, TaskOutcome outcome) {}
