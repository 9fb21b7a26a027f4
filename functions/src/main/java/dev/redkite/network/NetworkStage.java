package dev.redkite.network;

import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Retirement;
import dev.redkite.stage.Stage;
import software.amazon.awssdk.services.ec2.Ec2Client;

/**
 * The user's subnets, checked, or a VPC of our own; in both cases the brokers' security group. What does not need one
 * another is asked for in the same call. The way out of a new VPC is {@link EgressStage}'s: only nodes need it.
 */
final class NetworkStage implements Stage<NetworkSpec, NetworkSpec, NetworkFacts> {

    private final AdoptedSubnetsStep adoptedSubnets;
    private final VpcStage vpc;
    private final InternetGatewayStage internetGateway;
    private final SubnetsStage subnets;
    private final BrokerSecurityGroupStage brokers;
    private final GuardDutyStep guardDuty;
    private final VpcDependencies dependencies;

    NetworkStage(Ec2Client ec2) {
        adoptedSubnets = new AdoptedSubnetsStep(ec2);
        vpc = new VpcStage(ec2);
        internetGateway = new InternetGatewayStage(ec2);
        subnets = new SubnetsStage(ec2);
        brokers = new BrokerSecurityGroupStage(ec2);
        guardDuty = new GuardDutyStep(ec2);
        dependencies = new VpcDependencies(ec2);
    }

    @Override
    public Progress<NetworkFacts> ensure(NetworkSpec spec) {
        return spec.network().adopted()
                ? adoptedSubnets.run(spec).then(adopted -> brokers.ensure(spec).map(group -> new NetworkFacts(adopted.vpcId(), adopted.vpcCidr(),
                        adopted.privateSubnetIds(), adopted.publicSubnetIds(), adopted.zones(), group.brokerSecurityGroupId())))
                : Progress.all(() -> vpc.ensure(spec), () -> internetGateway.ensure(spec), (made, _) -> made)
                        .then(made -> inside(spec, made));
    }

    private Progress<NetworkFacts> inside(NetworkSpec spec, VpcStage.Facts made) {
        return Progress.all(() -> subnets.ensure(spec), () -> brokers.ensure(spec), (found, group) -> new NetworkFacts(made.vpcId(), made.vpcCidr(),
                found.privateSubnetIds(), found.publicSubnetIds(), found.zones(), group.brokerSecurityGroupId()));
    }

    @Override
    public Progress<Void> retire(NetworkSpec spec) {
        Progress<Void> progress = spec.network().adopted() ? Retirement.all(() -> brokers.retire(spec)) : Retirement.inOrder(
                () -> Retirement.all(() -> guardDuty.run(spec), () -> brokers.retire(spec), () -> subnets.retire(spec)),
                () -> Retirement.all(() -> internetGateway.retire(spec), () -> vpc.retire(spec)));
        return switch (progress) {
            case Pending<Void>(String reason) -> new Pending<>(dependencies.explained(reason, spec));
            case Done<Void> done -> done;
        };
    }
}
