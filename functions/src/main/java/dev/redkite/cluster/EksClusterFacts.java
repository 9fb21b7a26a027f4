package dev.redkite.cluster;

import dev.redkite.platform.ClusterAccess;

/** The control plane; endpoint and certificate authority (base64 PEM) suffice to speak to it. */
public record EksClusterFacts(
        String name,
        String arn,
        String version,
        String endpoint,
        String certificateAuthority,
        String securityGroupId,
        String oidcIssuer,
        String oidcProviderArn) {

    public ClusterAccess access() {
        return new ClusterAccess(name, endpoint, certificateAuthority);
    }
}
