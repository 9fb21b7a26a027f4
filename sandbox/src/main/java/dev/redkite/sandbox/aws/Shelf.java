package dev.redkite.sandbox.aws;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A part of what stands in the account, and what may have changed of it.
 *
 * @param changes by name
 * @param names   all that there are
 * @param content what stands under such a name, if anything does
 */
public record Shelf(Changes changes, Supplier<? extends Collection<String>> names, Function<String, Stream<StandingResource>> content) {

    /** Whose changes are never told apart. */
    public static Shelf whole(Changes changes, Supplier<Stream<StandingResource>> content) {
        return new Shelf(changes, () -> List.of(""), _ -> content.get());
    }
}
