package dev.redkite.sandbox.aws.scheduler;

/** What the universal target {@code aws-sdk:sfn:startExecution} reaches. */
@FunctionalInterface
public interface StartExecution {

    /** @throws RuntimeException when Step Functions refuses; the message says why */
    void start(String stateMachineArn, String name, String input);
}
