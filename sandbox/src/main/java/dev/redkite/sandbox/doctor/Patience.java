package dev.redkite.sandbox.doctor;

import dev.redkite.failure.AwsErrors;
import dev.redkite.platform.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Asks each second until a service grants it, and notes how long that took and what was said meanwhile. */
record Patience(Platform platform, Pause pause) {

    private static final Duration LOOK = Duration.ofSeconds(1);

    /** What no waiting mends. */
    private static final Set<AwsErrors.Kind> FOR_GOOD = EnumSet.of(AwsErrors.Kind.QUOTA, AwsErrors.Kind.PRESENT);

    /**
     * @param took until it was granted, or until nobody wanted to go on
     * @param said every different refusal, with when it came first
     * @param last what kind the last refusal was of; null when there was none
     */
    record Outcome<T>(T answer, Duration took, Map<String, Duration> said, AwsErrors.Kind last) {

        boolean granted() {
            return answer != null;
        }

        /** For people. */
        String summary() {
            return "%s after %d s%s".formatted(granted() ? "granted" : "still refused", took.toSeconds(),
                    said.isEmpty() ? ", at the first attempt" : "; before that: " + words());
        }

        String words() {
            return said.entrySet().stream().map(each -> each.getValue().isZero() ? each.getKey()
                    : "after %d s %s".formatted(each.getValue().toSeconds(), each.getKey())).collect(Collectors.joining(" | "));
        }
    }

    /** @param longest after which it is given up; the answer is null then, and where no waiting helps */
    <T> Outcome<T> until(Duration longest, Supplier<T> call) {
        Instant begun = platform.time().instant();
        Map<String, Duration> said = new LinkedHashMap<>();
        AwsErrors.Kind last = null;
        while (true) {
            try {
                return new Outcome<>(call.get(), since(begun), said, last);
            } catch (AwsServiceException e) {
                last = AwsErrors.kindOf(e);
                said.putIfAbsent("%s: %s".formatted(last, AwsErrors.messageOf(e)), since(begun));
                if (FOR_GOOD.contains(last) || since(begun).compareTo(longest) >= 0) {
                    return new Outcome<>(null, since(begun), said, last);
                }
                pause.last(LOOK);
            }
        }
    }

    /** Looks each second until it is so, or that long has passed. */
    void look(Duration longest, BooleanSupplier isSo) {
        Instant begun = platform.time().instant();
        while (!isSo.getAsBoolean() && since(begun).compareTo(longest) < 0) {
            pause.last(LOOK);
        }
    }

    private Duration since(Instant begun) {
        return Duration.between(begun, platform.time().instant());
    }
}
