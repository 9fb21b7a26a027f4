package dev.redkite.environment;

/** What suffices to find what an environment has, and to take it away: how it is called, and whose it is. */
public record Identity(Names names, Ownership ownership) {

    /** The name of the clusters of both kinds, and of what is named like them. */
    public String name() {
        return names.clusterName();
    }
}
