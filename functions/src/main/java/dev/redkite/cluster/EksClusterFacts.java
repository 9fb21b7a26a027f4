package dev.redkite.cluster;

import dev.redkite.platform.ClusterAccess;
import dev.redkite.stage.StageRequest;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eks.model.Cluster;

/**
 * The control plane; endpoint and certificate authority (base64 PEM) suffice to speak to it.
 *
 * @param oidcProviderArn for roles of service accounts; a teardown asks for none
 */
public record EksClusterFacts(
        String name,
        String arn,
        String version,
        String endpoint,
        String certificateAuthority,
        String securityGroupId,
        String oidcIssuer,
        @Nullable String oidcProviderArn) {

    static EksClusterFacts of(Cluster cluster, @Nullable String oidcProviderArn) {
        return new EksClusterFacts(
                cluster.name(), cluster.arn(), cluster.version(), cluster.endpoint(),
                cluster.certificateAuthority().data(),
                cluster.resourcesVpcConfig().clusterSecurityGroupId(),
                cluster.identity().oidc().issuer(), oidcProviderArn);
    }

    /** @throws NullPointerException in a teardown */
    public String requireOidcProviderArn() {
        return Objects.requireNonNull(oidcProviderArn, "a teardown does not ask for the identity provider");
    }

    /** Of the cluster that stages before were let into: what stands as a {@code ClusterEntry} found it, or as it was made or is to go. */
    public static ClusterAccess access(StageRequest request) {
        return request.facts(request.facts().has("clusterEntry") ? "clusterEntry" : "eksCluster", EksClusterFacts.class).access();
    }

    /** The same in a teardown, which may find none that is up. */
    public static Optional<ClusterAccess> findAccess(StageRequest request) {
        boolean none = !request.facts().has("clusterEntry") && request.facts().path("eksCluster").path("endpoint").isMissingNode();
        return none ? Optional.empty() : Optional.of(access(request));
    }

    /** Whether nobody could say: a teardown that finds none has facts that are null, and none at all where the look failed. */
    public static boolean unknown(StageRequest request) {
        return !request.facts().has("clusterEntry") && !request.facts().has("eksCluster");
    }

    public ClusterAccess access() {
        return new ClusterAccess(name, endpoint, certificateAuthority);
    }
}
