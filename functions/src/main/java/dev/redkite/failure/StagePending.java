package dev.redkite.failure;

/** Not finished and nothing wrong: the state machine looks again at that state's pace. */
public final class StagePending extends StageException {

    public StagePending(String reason) {
        super(reason, false);
    }
}
