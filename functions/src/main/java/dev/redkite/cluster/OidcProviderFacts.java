package dev.redkite.cluster;

/** The cluster's issuer, registered with IAM. */
record OidcProviderFacts(String arn) {}
