package dev.redkite.failure;

/** The execution ends here: its request was turned away, with what is said, and nothing was begun. No operator has to act. */
public final class RequestRejected extends StageException {

    public RequestRejected(String message) {
        super(message);
    }
}
