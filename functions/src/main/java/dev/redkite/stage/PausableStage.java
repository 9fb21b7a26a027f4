package dev.redkite.stage;

import org.jspecify.annotations.Nullable;

/**
 * A stage that costs by the hour, or stands in the way of what does, and that can be left out for a while without loss: it is
 * paused by what it is found and taken away by, and {@link #ensure} brings it back as it was.
 *
 * @param <S> as a stage's
 * @param <I> as a stage's
 * @param <F> as a stage's
 */
public interface PausableStage<S, I, F extends @Nullable Object> extends Stage<S, I, F> {

    /** Brings it one step nearer to costing nothing, or as little as it can; what it has to tell goes on, as of every stage. */
    Progress<?> pause(I identity);
}
