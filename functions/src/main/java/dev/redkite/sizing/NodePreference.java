package dev.redkite.sizing;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the user asks of the nodes.
 *
 * @param instanceType Redkite's choice, if there is none
 * @param count        likewise
 * @param zones        availability zones to cover with at least one node each, at least 1
 * @param offered      whether a type of that name can be had in all of them, for where the choice is Redkite's
 */
public record NodePreference(
        @Nullable String instanceType, @Nullable Integer count, int zones, Predicate<String> offered) {

    public NodePreference(@Nullable String instanceType, @Nullable Integer count, int zones) {
        this(instanceType, count, zones, _ -> true);
    }
}
