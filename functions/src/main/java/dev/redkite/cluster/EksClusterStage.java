package dev.redkite.cluster;

import dev.redkite.environment.Identity;
import dev.redkite.network.BrokerAccessSpec;
import dev.redkite.network.BrokerAccessStage;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Retirement;
import dev.redkite.stage.Stage;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * The control plane first, with the group that it logs into; then, all in the same call because each acts at once, who may use it, its identity
 * provider, and its way to the brokers. Backwards: the way to the brokers is closed before the cluster goes, or EKS
 * could not remove the security group that it names; the provider goes last, found by its tags.
 */
record EksClusterStage(EksClient eks, IamClient iam, Ec2Client ec2, ControlPlaneLogsStep logs)
        implements Stage<EksClusterSpec, Identity, EksClusterFacts> {

    @Override
    public Progress<EksClusterFacts> ensure(EksClusterSpec spec) {
        return new ControlPlaneStage(eks, logs).ensure(spec)
                .then(cluster -> new AccessEntriesStep(eks).run(spec.access()).then(_ -> around(spec, cluster)))
                .then(facts -> logs.run(spec).map(_ -> facts));
    }

    private Progress<EksClusterFacts> around(EksClusterSpec spec, Cluster cluster) {
        String issuer = cluster.identity().oidc().issuer();
        String group = cluster.resourcesVpcConfig().clusterSecurityGroupId();
        return Progress.all(
                () -> new OidcProviderStage(iam).ensure(new OidcProviderSpec(issuer, spec.identity())).about("OIDC provider"),
                () -> new BrokerAccessStage(ec2).ensure(new BrokerAccessSpec(spec.identity(), group)).about("way to the brokers"),
                (provider, _) -> EksClusterFacts.of(cluster, provider));
    }

    @Override
    public Progress<Void> retire(Identity identity) {
        return Retirement.inOrder(
                () -> new BrokerAccessStage(ec2).retire(identity),
                () -> new ControlPlaneStage(eks, logs).retire(identity),
                () -> new OidcProviderStage(iam).retire(identity));
    }
}
