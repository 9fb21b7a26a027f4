package dev.redkite.stage;

import java.util.List;
import java.util.function.Function;

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

    /** It is there and usable, and differs from what is wanted: in what, and what ends it. */
    record Drifted<F>(F facts, List<Change> changes) implements Observation<F> {
        public Drifted {
            changes = List.copyOf(changes);
        }
    }

    /** It is there and will never become ready by itself; the reason quotes the service. */
    record Broken<F>(String reason, OnBroken then) implements Observation<F> {}

    /** What is done about a resource that will never become ready. */
    enum OnBroken {
        /** People are asked: it is as somebody wanted it, or nothing else would come of making it again. */
        ASK,
        /**
         * Its service failed to make or to remove it: it is removed, and made again where it is wanted. The stage leaves with
         * {@link dev.redkite.failure.ResourceFailed}, which the state machines retry a bounded number of times.
         */
        RECREATE
    }

    static <F> Observation<F> absent() {
        return new Absent<>();
    }

    static <F> Observation<F> ready(F facts) {
        return new Ready<>(facts);
    }

    static <F> Observation<F> changing(String reason) {
        return new Changing<>(reason);
    }

    static <F> Observation<F> degraded(String reason) {
        return new Degraded<>(reason);
    }

    static <F> Observation<F> broken(String reason) {
        return new Broken<>(reason, OnBroken.ASK);
    }

    /** Its service failed with it: {@link OnBroken#RECREATE}. */
    static <F> Observation<F> failed(String reason) {
        return new Broken<>(reason, OnBroken.RECREATE);
    }

    /** Ready when nothing differs, Drifted otherwise. */
    static <F> Observation<F> compared(F facts, List<Change> changes) {
        return changes.isEmpty() ? new Ready<>(facts) : new Drifted<>(facts, changes);
    }

    /** What it is once it is there and whole. */
    default <G> Observation<G> then(Function<? super F, Observation<G>> next) {
        return switch (this) {
            case Ready<F>(F facts) -> next.apply(facts);
            case Drifted<F>(F facts, List<Change> _) -> next.apply(facts);
            case Absent<F> _ -> absent();
            case Changing<F>(String reason) -> changing(reason);
            case Degraded<F>(String reason) -> degraded(reason);
            case Broken<F>(String reason, OnBroken then) -> new Broken<>(reason, then);
        };
    }
}
