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
 */
public record Place(
        VirtualClock clock, String account, String region, Durations durations, Identifiers identifiers,
        AtomicReference<Quotas> allowed) {

    public Quotas quotas() {
        return allowed.get();
    }

    public Instant now() {
        return clock.instant();
    }
}
