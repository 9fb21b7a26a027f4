package dev.redkite.cluster;

import dev.redkite.network.BrokerAccessSpec;
import dev.redkite.network.BrokerAccessStage;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Retirement;
import dev.redkite.stage.Stage;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * The control plane first, with the group that it logs into; then, all in the same call because each acts at once, who may use it, its identity
 * provider, and its way to the brokers. Backwards: the way to the brokers is closed before the cluster goes, or EKS
 * could not remove the security group that it names; the provider goes last, found by its tags.
 */
final class EksClusterStage implements Stage<EksClusterSpec, EksClusterFacts> {

    private final ControlPlaneLogsStage logs;
    private final ControlPlaneStage controlPlane;
    private final AccessEntriesStage accessEntries;
    private final OidcProviderStage oidcProvider;
    private final BrokerAccessStage brokerAccess;

    EksClusterStage(EksClient eks, IamClient iam, Ec2Client ec2, ControlPlaneLogsStage logs) {
        this.logs = logs;
        controlPlane = new ControlPlaneStage(eks, logs);
        accessEntries = new AccessEntriesStage(eks);
        oidcProvider = new OidcProviderStage(iam);
        brokerAccess = new BrokerAccessStage(ec2);
    }

    @Override
    public Progress<EksClusterFacts> ensure(EksClusterSpec wanted) {
        return switch (controlPlane.ensure(wanted)) {
            case Pending<ControlPlaneFacts>(String reason) -> new Pending<>(reason);
            case Done<ControlPlaneFacts>(ControlPlaneFacts found) -> around(wanted, found);
        };
    }

    private Progress<EksClusterFacts> around(EksClusterSpec wanted, ControlPlaneFacts found) {
        Progress<Void> access = accessEntries.ensure(wanted);
        Progress<OidcProviderFacts> provider = oidcProvider.ensure(
                new OidcProviderSpec(found.oidcIssuer(), wanted.names().region(), wanted.ownership()));
        Progress<Void> brokers = brokerAccess.ensure(
                new BrokerAccessSpec(wanted.names(), wanted.ownership(), found.securityGroupId()));
        Progress<Void> group = logs.ensure(wanted);
        if (group instanceof Pending<Void>(String reason)) {
            return new Pending<>("log group: " + reason);
        }
        if (access instanceof Pending<Void>(String reason)) {
            return new Pending<>("access entries: " + reason);
        }
        if (brokers instanceof Pending<Void>(String reason)) {
            return new Pending<>("way to the brokers: " + reason);
        }
        return switch (provider) {
            case Pending<OidcProviderFacts>(String reason) -> new Pending<>("OIDC provider: " + reason);
            case Done<OidcProviderFacts>(OidcProviderFacts facts) -> new Done<>(found.with(facts));
        };
    }

    @Override
    public Progress<Void> retire(EksClusterSpec wanted) {
        Retirement retirement = new Retirement();
        if (retirement.of(() -> brokerAccess.retire(new BrokerAccessSpec(wanted.names(), wanted.ownership(), null)))
                && retirement.of(() -> controlPlane.retire(wanted))) {
            retirement.of(() -> oidcProvider.retire(
                    new OidcProviderSpec(null, wanted.names().region(), wanted.ownership())));
        }
        return retirement.progress();
    }
}
