package dev.redkite.failure;

/** The request cannot be carried out as it stands; the message lists every violation. */
public final class InvalidRequest extends StageException {

    public InvalidRequest(String message) {
        super(message);
    }

    public InvalidRequest(String message, Throwable cause) {
        super(message, cause);
    }
}
