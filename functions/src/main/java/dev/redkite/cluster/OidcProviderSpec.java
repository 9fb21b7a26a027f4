package dev.redkite.cluster;

import dev.redkite.environment.Identity;

/** @param issuer the cluster's, {@code https://…} */
record OidcProviderSpec(String issuer, Identity identity) {}
