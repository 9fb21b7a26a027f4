package dev.redkite.probe;

import dev.redkite.probe.DataPathResult.OutOfTime;
import dev.redkite.probe.DataPathResult.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One check under way: which step it is at, what it measured, how much time is left. */
final class Run {

    /** Between two looks at what a server does by itself. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final InstantSource time;
    private final Consumer<Duration> pauses;
    private final Duration limit;
    private final Instant start;
    private final List<StepFigures> figures = new ArrayList<>();
    private Duration paused = Duration.ZERO;
    private DataPathStep step = DataPathStep.CONNECT;

    /** @param pauses lets that much time go by */
    Run(InstantSource time, Consumer<Duration> pauses, Duration limit) {
        this.time = time;
        this.pauses = pauses;
        this.limit = limit;
        start = time.instant();
    }

    /** What a step found worth keeping. */
    record Measure(@Nullable Integer rows, @Nullable Integer hits, @Nullable Double recall) {

        static final Measure NOTHING = new Measure(null, null, null);

        static Measure rows(int rows) {
            return new Measure(rows, null, null);
        }

        static Measure hits(int hits) {
            return new Measure(null, hits, null);
        }
    }

    DataPathStep step() {
        return step;
    }

    List<StepFigures> figures() {
        return figures;
    }

    /** Never zero, which the client takes for "without end". */
    Duration left() {
        Duration left = remaining();
        if (left.toMillis() < 1) {
            throw new OutOfTimeException(limit);
        }
        return left;
    }

    /** Pauses count even where time stands still, as in a sandbox. */
    private Duration remaining() {
        Duration elapsed = Duration.between(start, time.instant());
        return limit.minus(elapsed.compareTo(paused) > 0 ? elapsed : paused);
    }

    /** A server that is unavailable at the end of the whole time was so for all of it: the client's own looks end so too. */
    DataPathResult over(DataPathResult result) {
        return result instanceof Unavailable(DataPathStep at, String reason) && remaining().compareTo(PAUSE) <= 0
                ? new OutOfTime(at, reason)
                : result;
    }

    /** Looks again until nothing is missing. @param missing what is not there yet; empty once it is */
    void poll(Supplier<Optional<String>> missing) {
        Optional<String> still = missing.get();
        while (still.isPresent()) {
            if (remaining().compareTo(PAUSE) <= 0) {
                throw new OutOfTimeException(limit, still.get());
            }
            paused = paused.plus(PAUSE);
            pauses.accept(PAUSE);
            still = missing.get();
        }
    }

    void measure(DataPathStep next, Supplier<Measure> work) {
        Instant begin = begin(next);
        Measure measure = work.get();
        figures.add(new StepFigures(next.toString(), since(begin), measure.rows(), measure.hits(), measure.recall()));
    }

    <T> T step(DataPathStep next, Supplier<T> work) {
        Instant begin = begin(next);
        T result = work.get();
        figures.add(new StepFigures(next.toString(), since(begin), null, null, null));
        return result;
    }

    private Instant begin(DataPathStep next) {
        step = next;
        left();
        return time.instant();
    }

    private long since(Instant begin) {
        return Duration.between(begin, time.instant()).toMillis();
    }

    /** The time that the check was given is used up. */
    static final class OutOfTimeException extends RuntimeException {

        OutOfTimeException(Duration limit) {
            super("the check did not come this far within " + limit.toSeconds() + " s");
        }

        /** @param missing what it was still looking for */
        OutOfTimeException(Duration limit, String missing) {
            super(missing + ", and the " + limit.toSeconds() + " s of the check are over");
        }
    }
}
