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
final class EksClusterStage implements Stage<EksClusterSpec, Identity, EksClusterFacts> {

    private final ControlPlaneLogsStep logs;
    private final ControlPlaneStage controlPlane;
    private final AccessEntriesStep accessEntries;
    private final OidcProviderStage oidcProvider;
    private final BrokerAccessStage brokerAccess;

    EksClusterStage(EksClient eks, IamClient iam, Ec2Client ec2, ControlPlaneLogsStep logs) {
        this.logs = logs;
        controlPlane = new ControlPlaneStage(eks, logs);
        accessEntries = new AccessEntriesStep(eks);
        oidcProvider = new OidcProviderStage(iam);
        brokerAccess = new BrokerAccessStage(ec2);
    }

    @Override
    public Progress<EksClusterFacts> ensure(EksClusterSpec spec) {
        return controlPlane.ensure(spec)
                .then(cluster -> accessEntries.run(spec.access()).then(_ -> around(spec, cluster)))
                .then(facts -> logs.run(spec).map(_ -> facts));
    }

    private Progress<EksClusterFacts> around(EksClusterSpec spec, Cluster cluster) {
        String issuer = cluster.identity().oidc().issuer();
        String group = cluster.resourcesVpcConfig().clusterSecurityGroupId();
        return Progress.all(
                () -> oidcProvider.ensure(new OidcProviderSpec(issuer, spec.identity())).about("OIDC provider"),
                () -> brokerAccess.ensure(new BrokerAccessSpec(spec.identity(), group)).about("way to the brokers"),
                (provider, _) -> EksClusterFacts.of(cluster, provider));
    }

    @Override
    public Progress<Void> retire(Identity identity) {
        return Retirement.inOrder(
                () -> brokerAccess.retire(identity), () -> controlPlane.retire(identity), () -> oidcProvider.retire(identity));
    }
}
