package dev.redkite.sizing;

/**
 * What the user asks of the nodes.
 *
 * @param instanceType null leaves the choice to Redkite
 * @param count        null leaves the choice to Redkite
 * @param zones        availability zones to cover with at least one node each, at least 1
 */
public record NodePreference(String instanceType, Integer count, int zones) {

    public static NodePreference none(int zones) {
        return new NodePreference(null, null, zones);
    }
}
