package dev.redkite.sizing;

import java.util.function.Predicate;

/**
 * What the user asks of the nodes.
 *
 * @param instanceType null leaves the choice to Redkite
 * @param count        null leaves the choice to Redkite
 * @param zones        availability zones to cover with at least one node each, at least 1
 * @param offered      whether a type of that name can be had in all of them, for where the choice is Redkite's
 */
public record NodePreference(String instanceType, Integer count, int zones, Predicate<String> offered) {

    public NodePreference(String instanceType, Integer count, int zones) {
        this(instanceType, count, zones, _ -> true);
    }
}
