package dev.redkite.sandbox.outsider;

/** What an outsider shows the Kubernetes API of a cluster, and whether it lets him in. */
public interface KubernetesTokens {

    /**
     * The token of an AWS identity that has credentials.
     *
     * @param cluster that it is signed for
     * @param role    ARN of the identity, of whichever account
     */
    String sign(String cluster, String role);

    /**
     * Whether the cluster's API lets whoever holds the token do that; a cluster that does not run lets nobody.
     *
     * @param token     empty for none
     * @param namespace empty for requests of the whole cluster
     */
    boolean admits(String cluster, String token, String verb, String resource, String namespace);
}
