package dev.redkite.sandbox.command;

import java.time.Duration;

/** Durations for people: {@code 31m 12s}, {@code 4s}, {@code 1h 02m 09s}. */
final class Elapsed {

    private Elapsed() {}

    static String of(Duration duration) {
        long hours = duration.toHours();
        if (hours > 0) {
            return "%dh %02dm %02ds".formatted(hours, duration.toMinutesPart(), duration.toSecondsPart());
        }
        return duration.toMinutes() > 0
                ? "%dm %02ds".formatted(duration.toMinutes(), duration.toSecondsPart())
                : duration.toSeconds() + "s";
    }
}
