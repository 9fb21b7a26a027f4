package dev.redkite.sandbox.aws;

import dev.redkite.sandbox.time.VirtualClock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Where and when services are: all that one of them knows without asking another.
 *
 * @param durations   how long each kind of thing takes here
 * @param identifiers of what is made here
 * @param allowed     how much of each kind there may be; people have it raised
 * @param lag         how long what was done here does not show elsewhere
 */
public record Place(
        VirtualClock clock, String account, String region, Durations durations, Identifiers identifiers,
        AtomicReference<Quotas> allowed, Lag lag) {

    public Quotas quotas() {
        return allowed.get();
    }

    /** From when on what is done now shows. */
    public Instant shown(Lag.Kind kind, String name) {
        return now().plus(lag.of(kind, name));
    }

    public Instant now() {
        return clock.instant();
    }
}
