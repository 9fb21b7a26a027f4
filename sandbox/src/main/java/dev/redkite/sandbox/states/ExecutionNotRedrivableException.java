package dev.redkite.sandbox.states;

/** The execution runs, succeeded, or ended too long ago. */
public final class ExecutionNotRedrivableException extends RuntimeException {

    ExecutionNotRedrivableException(String executionArn, String reason) {
        super("Execution is not redrivable: '" + executionArn + "' " + reason);
    }
}
