package dev.redkite.sandbox.cluster;

import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What is not asked again as long as nothing has changed that it depends on. */
final class Remembered<T> implements Supplier<T> {

    private final LongSupplier changes;
    private final Supplier<T> asked;
    private long askedAfter = -1;
    private T answer;

    /** @param changes how often something changed that the answer depends on */
    Remembered(LongSupplier changes, Supplier<T> asked) {
        this.changes = changes;
        this.asked = asked;
    }

    @Override
    public T get() {
        long now = changes.getAsLong();
        if (now != askedAfter) {
            answer = asked.get();
            askedAfter = now;
        }
        return answer;
    }
}
