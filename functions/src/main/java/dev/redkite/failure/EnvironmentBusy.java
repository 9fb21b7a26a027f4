package dev.redkite.failure;

/** Another execution holds the environment's lock; the message names it. */
public final class EnvironmentBusy extends StageException {

    private final String holder;

    public EnvironmentBusy(String message) {
        this(message, "");
    }

    /** @param holder ARN of the execution that holds the lock */
    public EnvironmentBusy(String message, String holder) {
        super(message);
        this.holder = holder;
    }

    /** ARN of the execution that holds the lock; empty when it is not known. */
    public String holder() {
        return holder;
    }
}
