package dev.redkite.trigger.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one stage of an execution stands.
 *
 * @param stage          its name, which is also its state's
 * @param status         how it stands
 * @param since          when it was entered; left out while it is PENDING
 * @param elapsedSeconds from its entry to its end, or to now
 * @param attempts       how often its function has looked
 * @param reason         what it waits for, or why it failed, in its own words
 * @param typicalSeconds how long it usually takes; left out of an update
 * @param share          elapsed of typical, from 0 to 1; it is 1 only when the stage is done; left out of an update
 */
@Schema(name = "Stage")
@JsonInclude(JsonInclude.Include.NON_NULL)
record StageView(
        String stage,
        Status status,
        @Nullable Instant since,
        long elapsedSeconds,
        int attempts,
        @Nullable String reason,
        @Nullable Long typicalSeconds,
        @Nullable Double share) {

    /** The same, of an execution of which nobody can say how long it usually takes. */
    StageView untimed() {
        return new StageView(stage, status, since, elapsedSeconds, attempts, reason, null, null);
    }

    /** From 0 to 1, in hundredths; 1 is kept for what is done. */
    static double share(long elapsedSeconds, long typicalSeconds, boolean done) {
        if (done) {
            return 1;
        }
        double share = typicalSeconds == 0 ? 0.99 : (double) elapsedSeconds / typicalSeconds;
        return Math.floor(Math.min(0.99, share) * 100) / 100;
    }

    enum Status {
        /** Not entered yet. */
        PENDING,
        RUNNING,
        DONE,
        FAILED,
        /** Another stage failed, or the execution was stopped, while this one ran. */
        STOPPED,
        /** The execution has ended without it. */
        SKIPPED
    }
}
