package dev.redkite.sandbox.aws;

import dev.redkite.sandbox.time.VirtualClock;
import java.time.Instant;

/**
 * Where and when services are: all that one of them knows without asking another.
 *
 * @param durations   how long each kind of thing takes here
 * @param identifiers of what is made here
 */
public record Place(VirtualClock clock, String account, String region, Durations durations, Identifiers identifiers) {

    public Instant now() {
        return clock.instant();
    }
}
