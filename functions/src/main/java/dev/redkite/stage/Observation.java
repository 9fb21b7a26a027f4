package dev.redkite.stage;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What a resource looks like from outside, compared with what is wanted. */
public sealed interface Observation<F> {

    /** Nothing of that name is there. */
    record Absent<F>() implements Observation<F> {}

    /** It is on its way, up or down; the reason says what the service reports. */
    record Changing<F>(String reason) implements Observation<F> {}

    /** It is there and not well; it may recover by itself, and it may be removed as it is. The reason quotes the service. */
    record Degraded<F>(String reason) implements Observation<F> {}

    /** It is there, whole, and as wanted. */
    record Ready<F>(F facts) implements Observation<F> {}

    /** It is there and usable, and differs from what is wanted. */
    record Drifted<F>(F facts, List<String> differences) implements Observation<F> {
        public Drifted {
            differences = List.copyOf(differences);
        }
    }

    /** It is there and will never become ready by itself; the reason quotes the service. */
    record Broken<F>(String reason) implements Observation<F> {}

    static <F> Observation<F> absent() {
        return new Absent<>();
    }

    static <F> Observation<F> changing(String reason) {
        return new Changing<>(reason);
    }

    static <F> Observation<F> degraded(String reason) {
        return new Degraded<>(reason);
    }

    static <F> Observation<F> broken(String reason) {
        return new Broken<>(reason);
    }

    /** Ready when nothing differs, Drifted otherwise. */
    static <F> Observation<F> compared(F facts, List<String> differences) {
        return differences.isEmpty() ? new Ready<>(facts) : new Drifted<>(facts, differences);
    }

    /** The same, where it is there and whole, with what differs besides. */
    default Observation<F> andAlso(Supplier<List<String>> more) {
        return switch (this) {
            case Ready<F>(F facts) -> compared(facts, more.get());
            case Drifted<F>(F facts, List<String> differences) ->
                new Drifted<>(facts, Stream.concat(differences.stream(), more.get().stream()).toList());
            case Absent<F> _, Changing<F> _, Degraded<F> _, Broken<F> _ -> this;
        };
    }
}
