package dev.redkite.platform;

import java.util.function.Supplier;

/** Whether calls are made beside each other. */
@FunctionalInterface
public interface Concurrency {

    /** Begins a call; the answer's {@code get} has it as soon as it is there, or throws what the call threw. */
    <T> Supplier<T> begin(Supplier<T> call);

    /** One call after the other, so that a run is a function of its input. */
    static <T> Supplier<T> inOrder(Supplier<T> call) {
        T answer = call.get();
        return () -> answer;
    }
}
