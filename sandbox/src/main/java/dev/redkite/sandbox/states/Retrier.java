package dev.redkite.sandbox.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** One element of Retry; it counts its own attempts, apart from its neighbours'. */
record Retrier(ErrorMatch errors, int intervalSeconds, int maxAttempts, double backoffRate, int maxDelaySeconds,
        boolean fullJitter) {

    private static final int MOST = 99_999_999;
    private static final int LONGEST_DELAY = 31_622_399;

    static List<Retrier> readAll(Fields state) {
        List<Retrier> retriers = state.optionalObjects("Retry").stream().map(Retrier::read).toList();
        ErrorMatch.requireAllIsLast(retriers.stream().map(Retrier::errors).toList(), state.path("Retry"));
        return retriers;
    }

    private static Retrier read(Fields fields) {
        int interval = fields.whole("IntervalSeconds", 1, 1, MOST);
        Retrier retrier = new Retrier(
                ErrorMatch.read(fields),
                interval,
                fields.whole("MaxAttempts", 3, 0, MOST),
                backoffRate(fields),
                fields.whole("MaxDelaySeconds", LONGEST_DELAY, interval + 1, LONGEST_DELAY),
                jitter(fields));
        fields.take("Comment");
        fields.refuseOthers();
        return retrier;
    }

    private static double backoffRate(Fields fields) {
        JsonNode rate = fields.take("BackoffRate");
        if (rate.isMissingNode()) {
            return 2.0;
        }
        if (!rate.isNumber() || rate.doubleValue() < 1.0) {
            throw new DefinitionException(fields.path("BackoffRate"), "must be a number of at least 1");
        }
        return rate.doubleValue();
    }

    private static boolean jitter(Fields fields) {
        return switch (fields.text("JitterStrategy").orElse("NONE")) {
            case "FULL" -> true;
            case "NONE" -> false;
            case String other ->
                throw new DefinitionException(fields.path("JitterStrategy"), "must be FULL or NONE, not " + other);
        };
    }

    /** How long to wait before another attempt, when that many have been made because of this retrier. */
    Duration delay(int attemptsMade, RandomGenerator random) {
        double seconds = Math.min(maxDelaySeconds, intervalSeconds * Math.pow(backoffRate, attemptsMade));
        double chosen = fullJitter ? random.nextDouble() * seconds : seconds;
        return Duration.ofMillis(Math.round(chosen * 1000));
    }
}
