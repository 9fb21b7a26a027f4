package dev.redkite.failure;

/** Nothing that a retry could mend: people have to act, and the message says how. */
public final class StageBroken extends StageException {

    public StageBroken(String message) {
        super(message);
    }

    public StageBroken(String message, Throwable cause) {
        super(message, cause);
    }
}
