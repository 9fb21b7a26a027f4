package dev.redkite.failure;

/**
 * A resource ended in failure and was removed, or a change of it failed and was taken back; calling the stage again makes it
 * anew. The machines bound how often.
 */
public final class ResourceFailed extends StageException {

    public ResourceFailed(String message) {
        super(message);
    }
}
