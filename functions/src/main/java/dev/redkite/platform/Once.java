package dev.redkite.platform;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A call that is made when somebody first asks for its answer, and once for all who ask; one that failed is made again. */
public final class Once<T> implements Supplier<T> {

    private final Supplier<T> call;
    private @Nullable T answer;

    public Once(Supplier<T> call) {
        this.call = call;
    }

    @Override
    public synchronized T get() {
        T known = answer == null ? call.get() : answer;
        answer = known;
        return known;
    }
}
