package dev.redkite.sandbox.aws;

import java.time.Duration;
import java.time.Instant;

/**
 * A resource's life as AWS shows it: a function of the clock, so nothing has to happen for a status to change.
 *
 * @param ready   when it stops being made
 * @param failed  whether it then ends in failure
 * @param gone    when its removal is finished; null while nobody has removed it
 */
public record Lifecycle(Instant ready, boolean failed, Instant gone) {

    public enum Phase {
        CREATING,
        ACTIVE,
        FAILED,
        DELETING,
        GONE
    }

    public static Lifecycle begun(Instant now, Duration creation) {
        return new Lifecycle(now.plus(creation), false, null);
    }

    public Lifecycle endingFailed() {
        return new Lifecycle(ready, true, gone);
    }

    public Lifecycle removed(Instant now, Duration deletion) {
        return new Lifecycle(ready, failed, gone == null ? now.plus(deletion) : gone);
    }

    /** Its removal has come to nothing: it is still there, and failed. */
    public Lifecycle kept() {
        return new Lifecycle(ready, true, null);
    }

    public Phase at(Instant now) {
        if (gone != null) {
            return now.isBefore(gone) ? Phase.DELETING : Phase.GONE;
        }
        if (now.isBefore(ready)) {
            return Phase.CREATING;
        }
        return failed ? Phase.FAILED : Phase.ACTIVE;
    }
}
