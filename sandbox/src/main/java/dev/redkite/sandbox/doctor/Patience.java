package dev.redkite.sandbox.doctor;

import dev.redkite.failure.AwsErrors;
import dev.redkite.outside.Outside;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Asks each second until a service grants it, and notes how long that took and what was said meanwhile. */
final class Patience {

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Outside outside;
    private final Pause pause;

    Patience(Outside outside, Pause pause) {
        this.outside = outside;
        this.pause = pause;
    }

    /**
     * @param took until it was granted, or until nobody wanted to go on
     * @param said every different refusal, in the order in which it came
     */
    record Outcome<T>(T answer, Duration took, List<String> said) {

        boolean granted() {
            return answer != null;
        }

        /** For people. */
        String told() {
            return "%s after %d s%s".formatted(granted() ? "granted" : "still refused", took.toSeconds(),
                    said.isEmpty() ? ", at the first attempt" : "; before that: " + String.join(" | ", said));
        }
    }

    /** @param longest after which it is given up; the answer is null then */
    <T> Outcome<T> until(Duration longest, Supplier<T> call) {
        Instant begun = outside.time().instant();
        List<String> said = new ArrayList<>();
        while (true) {
            try {
                return new Outcome<>(call.get(), since(begun), said);
            } catch (AwsServiceException e) {
                String words = "%s: %s".formatted(AwsErrors.kindOf(e), AwsErrors.messageOf(e));
                if (!said.contains(words)) {
                    said.add(words);
                }
                if (since(begun).compareTo(longest) >= 0) {
                    return new Outcome<>(null, since(begun), said);
                }
                pause.last(LOOK);
            }
        }
    }

    /** Looks each second until it is so, or that long has passed. */
    void look(Duration longest, BooleanSupplier isSo) {
        Instant begun = outside.time().instant();
        while (!isSo.getAsBoolean() && since(begun).compareTo(longest) < 0) {
            pause.last(LOOK);
        }
    }

    private Duration since(Instant begun) {
        return Duration.between(begun, outside.time().instant());
    }
}
