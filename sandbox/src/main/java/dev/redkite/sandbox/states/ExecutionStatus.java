package dev.redkite.sandbox.states;

/** AWS' words for how an execution stands. */
public enum ExecutionStatus {
    RUNNING, SUCCEEDED, FAILED, TIMED_OUT, ABORTED
}
