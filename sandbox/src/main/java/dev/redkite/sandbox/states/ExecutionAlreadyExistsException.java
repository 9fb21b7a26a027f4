package dev.redkite.sandbox.states;

/** The name was used before, with another input or by an execution that has ended. */
public final class ExecutionAlreadyExistsException extends RuntimeException {

    ExecutionAlreadyExistsException(String executionArn) {
        super("Execution Already Exists: '" + executionArn + "'");
    }
}
