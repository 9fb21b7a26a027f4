package dev.redkite.sandbox.kubernetes;

import java.util.Optional;

/** Who may do what in a cluster; on EKS the access entries decide it. */
public interface AccessControl {

    /**
     * @param verb as access rules name it
     * @param resource such as {@code deployments.apps}; "" for paths that name no resource
     * @param namespace "" for cluster-wide objects
     */
    record Attempt(String principal, String verb, String resource, String namespace) {}

    /** The name of whoever holds the bearer token; empty when it is not to be believed. */
    Optional<String> findPrincipal(String bearerToken);

    boolean allows(Attempt attempt);
}
