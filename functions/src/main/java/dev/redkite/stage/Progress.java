package dev.redkite.stage;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How far one call of a stage came. */
public sealed interface Progress<F extends @Nullable Object> {

    /** Nothing is left to do; the facts are what later stages need. */
    record Done<F extends @Nullable Object>(F facts) implements Progress<F> {}

    /**
     * Call again later; the reason is shown to people.
     *
     * @param begun whether all that is awaited was begun by this very call, and takes its services minutes
     */
    record Pending<F extends @Nullable Object>(String reason, boolean begun) implements Progress<F> {

        public Pending(String reason) {
            this(reason, false);
        }
    }

    /** Done, with nothing to tell. */
    @SuppressWarnings("NullAway") // Void has no other value
    static Progress<Void> done() {
        return new Done<>(null);
    }

    /** A sequence: the next one is called once this is done, with its facts. */
    default <G extends @Nullable Object> Progress<G> then(Function<? super F, Progress<G>> next) {
        return switch (this) {
            case Done<F>(F facts) -> next.apply(facts);
            case Pending<F>(String reason, boolean begun) -> new Pending<>(reason, begun);
        };
    }

    default <G extends @Nullable Object> Progress<G> map(Function<? super F, ? extends G> change) {
        return then(facts -> new Done<>(change.apply(facts)));
    }

    /** The reason, if there is one, begins with the part that it is about. */
    default Progress<F> about(String part) {
        return this instanceof Pending<F>(String reason, boolean begun) ? new Pending<>(part + ": " + reason, begun) : this;
    }

    /** Two that do not need one another, both brought a step nearer in the same call ({@link AllOf}). */
    static <A, B, F> Progress<F> all(Supplier<Progress<A>> one, Supplier<Progress<B>> other, BiFunction<A, B, F> facts) {
        AllOf calls = new AllOf();
        Optional<Done<A>> first = calls.done(one);
        Optional<Done<B>> second = calls.done(other);
        return calls.progress(() -> facts.apply(first.orElseThrow().facts(), second.orElseThrow().facts()));
    }

    /** The same for each of a list; the facts come in its order. */
    static <T, F> Progress<List<F>> each(List<T> parts, Function<T, Progress<F>> call) {
        AllOf calls = new AllOf();
        List<Optional<Done<F>>> done = parts.stream().map(part -> calls.done(() -> call.apply(part))).toList();
        return calls.progress(() -> done.stream().map(each -> each.orElseThrow().facts()).toList());
    }
}
