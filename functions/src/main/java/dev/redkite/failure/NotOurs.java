package dev.redkite.failure;

/** A resource of the wanted name exists and belongs to somebody else. */
public final class NotOurs extends StageException {

    public NotOurs(String message) {
        super(message);
    }
}
