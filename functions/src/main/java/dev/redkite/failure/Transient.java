package dev.redkite.failure;

/** The service was busy or out of reach for a moment; the same call may succeed. */
public final class Transient extends StageException {

    public Transient(String message) {
        super(message);
    }

    public Transient(String message, Throwable cause) {
        super(message, cause);
    }
}
