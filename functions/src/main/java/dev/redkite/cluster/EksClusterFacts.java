package dev.redkite.cluster;

import dev.redkite.platform.ClusterAccess;
import software.amazon.awssdk.services.eks.model.Cluster;

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

    /** @param oidcProviderArn null in a teardown, where nothing asks for it */
    static EksClusterFacts of(Cluster cluster, String oidcProviderArn) {
        return new EksClusterFacts(
                cluster.name(), cluster.arn(), cluster.version(), cluster.endpoint(),
                cluster.certificateAuthority().data(),
                cluster.resourcesVpcConfig().clusterSecurityGroupId(),
                cluster.identity().oidc().issuer(), oidcProviderArn);
    }

    public ClusterAccess access() {
        return new ClusterAccess(name, endpoint, certificateAuthority);
    }
}
