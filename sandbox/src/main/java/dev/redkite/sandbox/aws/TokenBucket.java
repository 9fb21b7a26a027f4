package dev.redkite.sandbox.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;

/**
 * How services limit requests: each takes a token, and tokens come back at a steady rate, up to a number
 * (https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html). A function does its work at one instant of the
 * sandbox's clock and its calls come later than that by what the ones before took, so a call may come before another that
 * was taken earlier; none comes before the clock.
 */
final class TokenBucket {

    private final double capacity;
    private final double refill;
    private final TreeMap<Instant, Integer> ahead = new TreeMap<>();
    private Instant since;
    private double level;

    /**
     * @param capacity in tokens, with which it begins
     * @param refill   tokens a second
     */
    TokenBucket(double capacity, double refill, Instant now) {
        this.capacity = capacity;
        this.refill = refill;
        this.level = capacity;
        this.since = now;
    }

    /**
     * Whether there was a token.
     *
     * @param now what the clock shows
     * @param at  when the request comes, then or later
     */
    boolean take(Instant now, Instant at) {
        while (!ahead.isEmpty() && !ahead.firstKey().isAfter(now)) {
            var past = ahead.pollFirstEntry();
            level = levelAt(level, since, past.getKey()) - past.getValue();
            since = past.getKey();
        }
        double then = level;
        Instant last = since;
        for (var taken : ahead.headMap(at, true).entrySet()) {
            then = levelAt(then, last, taken.getKey()) - taken.getValue();
            last = taken.getKey();
        }
        boolean enough = levelAt(then, last, at) >= 1;
        if (enough) {
            ahead.merge(at, 1, Integer::sum);
        }
        return enough;
    }

    private double levelAt(double before, Instant from, Instant to) {
        return Math.min(capacity, before + refill * Duration.between(from, to).toMillis() / 1_000.0);
    }
}
