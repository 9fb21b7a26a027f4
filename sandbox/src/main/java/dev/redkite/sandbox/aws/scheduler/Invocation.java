package dev.redkite.sandbox.aws.scheduler;

import java.time.Instant;

/**
 * One time that a schedule fell due.
 *
 * @param schedule     the schedule's name
 * @param stateMachine ARN of what it starts
 * @param execution    the name it gives
 * @param attempts     how often it was tried so far
 * @param failure      what the last attempt was answered; empty when it started
 * @param dead         whether it was given up and went to the dead-letter queue
 */
public record Invocation(
        Instant due, String schedule, String stateMachine, String execution, int attempts, String failure, boolean dead) {

    public boolean started() {
        return failure.isEmpty();
    }
}
