package dev.redkite.sizing;

/**
 * What is asked of the nodes.
 *
 * @param instanceType null leaves the choice to Redkite
 * @param count        null leaves the choice to Redkite
 * @param zones        availability zones to cover with at least one node each, at least 1
 * @param standing     nodes of that type stand, and the user has not asked for any type
 */
public record NodePreference(String instanceType, Integer count, int zones, boolean standing) {

    public NodePreference(String instanceType, Integer count, int zones) {
        this(instanceType, count, zones, false);
    }

    public static NodePreference none(int zones) {
        return new NodePreference(null, null, zones);
    }
}
