package dev.redkite.sandbox;

import dev.redkite.sandbox.cluster.Clusters;
import dev.redkite.sandbox.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** How virtual time passes, for what runs in clusters too. */
record Passage(VirtualClock clock, Clusters clusters) {

    /** Runs whatever falls due, step by step, until the condition holds or nothing is left to happen. */
    void runUntil(BooleanSupplier condition) {
        while (!condition.getAsBoolean() && clock.runNext()) {
            clusters.reconcile();
        }
    }

    void advance(Duration duration) {
        Instant target = clock.instant().plus(duration);
        while (clock.nextAt() != null && !clock.nextAt().isAfter(target)) {
            clock.runNext();
            clusters.reconcile();
        }
        clock.advance(Duration.between(clock.instant(), target));
        clusters.reconcile();
    }
}
