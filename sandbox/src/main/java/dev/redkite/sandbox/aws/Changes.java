package dev.redkite.sandbox.aws;

import java.time.Instant;
import java.util.PriorityQueue;
import java.util.Queue;

/** How often something may have changed, so that nobody has to look at it in between; what time alone changes is announced. */
public final class Changes {

    private final Queue<Instant> coming = new PriorityQueue<>();
    private long count;

    public void note() {
        count++;
    }

    /** It changes by itself then. */
    public void noteAt(Instant when) {
        coming.add(when);
    }

    /** How often until now. */
    public long until(Instant now) {
        while (!coming.isEmpty() && !now.isBefore(coming.peek())) {
            coming.remove();
            count++;
        }
        return count;
    }
}
