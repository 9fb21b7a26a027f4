package dev.redkite.cluster;

import dev.redkite.stage.Ownership;

/** @param issuer the cluster's, {@code https://…}; null to retire, for the provider outlives the cluster */
record OidcProviderSpec(String issuer, Ownership ownership) {}
