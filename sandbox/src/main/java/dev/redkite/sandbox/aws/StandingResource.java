package dev.redkite.sandbox.aws;

import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Something that stands in the account.
 *
 * @param name    its kind, and its name or id
 * @param content all else that is known of it, as text that is made when somebody asks
 */
public record StandingResource(String name, String arn, Map<String, String> tags, Supplier<String> content) {

    /** Of which nobody compares more than tags. */
    public StandingResource(String name, String arn, Map<String, String> tags) {
        this(name, arn, tags, () -> "");
    }

    /** All rows of one kind, by their names. */
    public static <T> Stream<StandingResource> all(
            String kind, Map<String, T> rows, Function<String, String> arn, Function<T, Map<String, String>> tags, Function<T, String> content) {
        return rows.entrySet().stream().map(row -> new StandingResource(
                kind + row.getKey(), arn.apply(row.getKey()), tags.apply(row.getValue()), () -> content.apply(row.getValue())));
    }
}
