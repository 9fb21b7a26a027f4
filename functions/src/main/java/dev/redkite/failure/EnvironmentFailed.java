package dev.redkite.failure;

/** The execution ends here, after its failure was recorded. */
public final class EnvironmentFailed extends StageException {

    public EnvironmentFailed(String message) {
        super(message);
    }
}
