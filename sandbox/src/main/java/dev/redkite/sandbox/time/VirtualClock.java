package dev.redkite.sandbox.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * The sandbox's time: a queue of things to happen, run one after another by a single thread.
 *
 * <p>Waits are never shortened, they are jumped: time moves only when the next event is taken, and then
 * straight to that event's instant. Events of one instant run in the order in which they were scheduled, so a
 * run is a function of its input alone. Other threads (the Kubernetes API's, Helm's) may read {@link #instant()}
 * but schedule nothing.
 */
public final class VirtualClock implements InstantSource {

    private record Event(Instant when, long sequence, Runnable action) {}

    private final Queue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::when).thenComparingLong(Event::sequence));
    private volatile Instant now;
    private long scheduled;

    public VirtualClock(Instant start) {
        now = Objects.requireNonNull(start);
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Runs the action at that instant; an instant that has passed means now, after what is already due. */
    public void at(Instant when, Runnable action) {
        events.add(new Event(when.isBefore(now) ? now : when, scheduled++, action));
    }

    /** Runs the action after the delay; a negative delay is refused. */
    public void after(Duration delay, Runnable action) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("a delay cannot be negative: " + delay);
        }
        at(now.plus(delay), action);
    }

    /** Jumps to the next event and runs it; false when nothing is left to happen. */
    public boolean runNext() {
        Event next = events.poll();
        if (next == null) {
            return false;
        }
        now = next.when();
        next.action().run();
        return true;
    }

    /** When the next event is due; null when none is. */
    public Instant nextAt() {
        Event next = events.peek();
        return next == null ? null : next.when();
    }

    /** Jumps ahead, running whatever falls due on the way. */
    public void advance(Duration duration) {
        Instant target = now.plus(duration);
        while (nextAt() != null && !nextAt().isAfter(target)) {
            runNext();
        }
        now = target;
    }
}
