package dev.redkite.sandbox.states;

/** Leaves whatever was going on when an execution's history is full. */
final class HistoryExhaustedException extends RuntimeException {

    HistoryExhaustedException() {
        super("The execution reached the maximum number of history events (25000).", null, false, false);
    }
}
