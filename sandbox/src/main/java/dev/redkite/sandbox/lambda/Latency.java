package dev.redkite.sandbox.lambda;

import java.time.Duration;

/** What an invocation's calls to the outside have taken so far; whoever makes a call on a fake adds to it. */
public final class Latency {

    private Duration total = Duration.ZERO;

    public synchronized void add(Duration duration) {
        total = total.plus(duration);
    }

    synchronized Duration total() {
        return total;
    }

    synchronized void reset() {
        total = Duration.ZERO;
    }
}
