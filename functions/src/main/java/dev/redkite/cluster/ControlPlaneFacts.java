package dev.redkite.cluster;

/** The control plane alone; {@link EksClusterFacts} adds its OIDC provider. */
record ControlPlaneFacts(
        String name,
        String arn,
        String version,
        String endpoint,
        String certificateAuthority,
        String securityGroupId,
        String oidcIssuer) {

    EksClusterFacts with(OidcProviderFacts provider) {
        return new EksClusterFacts(
                name, arn, version, endpoint, certificateAuthority, securityGroupId, oidcIssuer, provider.arn());
    }
}
