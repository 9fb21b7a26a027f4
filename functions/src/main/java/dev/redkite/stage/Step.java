package dev.redkite.stage;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a machine does once and nothing takes back, or a part of a stage that is only made or only taken away. The contract is
 * a {@link Stage}'s: it does not wait, and it may be run again at any time.
 *
 * @param <S> what it is to do
 * @param <F> as a stage's
 */
@FunctionalInterface
public interface Step<S, F extends @Nullable Object> {

    /** Comes one step nearer. */
    Progress<F> run(S spec);

    default <G extends @Nullable Object> Step<S, G> map(Function<? super F, ? extends G> change) {
        return spec -> run(spec).map(change);
    }
}
