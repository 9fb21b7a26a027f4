package dev.redkite.failure;

import org.jspecify.annotations.Nullable;

/**
 * What leaves a stage other than facts. The class names are part of the state machines, which decide by them what
 * happens next; the message is for people and says which resource, what the service answered, and the next move.
 */
public abstract sealed class StageException extends RuntimeException
        permits EnvironmentBusy, EnvironmentFailed, InvalidRequest, NotOurs, NotYetVisible, RequestRejected, ResourceFailed,
                StageBegun, StageBroken, StagePending, Transient {

    private @Nullable String stage;

    protected StageException(String message) {
        super(Confidential.withoutTokens(message));
    }

    protected StageException(String message, Throwable cause) {
        super(Confidential.withoutTokens(message), Confidential.harmless(cause));
    }

    /** Without a stack trace: an expected turn of events, thrown on every look. */
    protected StageException(String message, boolean withStackTrace) {
        super(Confidential.withoutTokens(message), null, true, withStackTrace);
    }

    /** The same, once it is known which stage it left; the state machines do not pass that on. */
    public final StageException at(String name) {
        stage = name;
        return this;
    }

    @Override
    public final String getMessage() {
        String said = String.valueOf(super.getMessage());
        return stage == null ? said : stage + ": " + said;
    }
}
