package dev.redkite.failure;

/** Another execution holds the environment's lock; the message names it. */
public final class EnvironmentBusy extends StageException {

    public EnvironmentBusy(String message) {
        super(message);
    }
}
