package dev.redkite.admission;

import dev.redkite.failure.InvalidRequest;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.registry.EnvironmentRecord;

/** What can be paused and resumed, and what cannot be done to what is paused. */
final class PauseRequest {

    private PauseRequest() {}

    /** @param what {@code pause} or {@code resume} */
    static void requirePausable(EnvironmentRecord record, String what) {
        if (!record.pausable()) {
            throw new InvalidRequest("Environment %s is %s%s: there is nothing to %s. Next: %s.".formatted(record.environment(), record.phase(),
                    record.endpoints() == null && record.phase() != Phase.REMOVED ? " and was never ready" : "", what,
                    record.phase().halfRemoved() || record.phase() == Phase.RECREATING
                            ? "tear it down once more, or recreate it" : "send its specification, which makes or mends it"));
        }
    }

    /** Whoever changes what sleeps would wake it, and pay for it, unasked. */
    static void refuseChange(EnvironmentRecord record) {
        throw new InvalidRequest(("Environment %1$s is paused, and is changed only while it runs. Next: resume it (\"Resume Requested\" on the bus,"
                + " POST /environments/%1$s/resume, resume %1$s in the chat), then send this request again; or tear it down as it is.")
                .formatted(record.environment()));
    }
}
