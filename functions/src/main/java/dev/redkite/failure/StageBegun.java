package dev.redkite.failure;

/**
 * A service has just begun with what takes it minutes, and nothing is wrong: the state machine lets the least of them pass
 * before it looks again. Only the call that began it says so; every later one, that of a resumed execution too, finds it
 * under way and is {@link StagePending} (docs/decisions/0043).
 */
public final class StageBegun extends StageException {

    public StageBegun(String reason) {
        super(reason, false);
    }
}
