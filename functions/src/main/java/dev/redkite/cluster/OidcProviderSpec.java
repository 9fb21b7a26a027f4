package dev.redkite.cluster;

import dev.redkite.environment.Ownership;

/**
 * @param issuer the cluster's, {@code https://…}; null to retire, for the provider outlives the cluster
 * @param region the cluster's
 */
record OidcProviderSpec(String issuer, String region, Ownership ownership) {}
