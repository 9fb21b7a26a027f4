package dev.redkite.stage;

import org.jspecify.annotations.Nullable;

/**
 * One idempotent step of a machine.
 *
 * <p>The contract: no verb waits; every verb may be called again at any time, after a crash anywhere, twice at
 * once; names are computed from the plan, so nothing is remembered between calls; what does not carry our tags
 * is never changed or removed ({@link dev.redkite.failure.NotOurs}).
 *
 * @param <S> what is wanted
 * @param <I> what suffices to find it and to take it away
 * @param <F> what was found or made: small, and never a secret, for it travels in the execution
 */
public interface Stage<S, I, F extends @Nullable Object> {

    /** Brings it one step nearer to what is wanted. */
    Progress<F> ensure(S spec);

    /** Brings it one step nearer to being gone. */
    Progress<Void> retire(I identity);
}
