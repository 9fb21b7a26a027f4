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
    private final VpcDependencies obstacles;

    NetworkStage(Ec2Client ec2) {
        adoptedSubnets = new AdoptedSubnetsStep(ec2);
        vpc = new VpcStage(ec2);
        internetGateway = new InternetGatewayStage(ec2);
        subnets = new SubnetsStage(ec2);
        brokers = new BrokerSecurityGroupStage(ec2);
        guardDuty = new GuardDutyStep(ec2);
        obstacles = new VpcDependencies(ec2);
    }

    @Override
    public Progress<NetworkFacts> ensure(NetworkSpec wanted) {
        return wanted.network().adopted()
                ? adoptedSubnets.run(wanted).then(adopted -> brokers.ensure(wanted).map(group -> new NetworkFacts(adopted.vpcId(), adopted.vpcCidr(),
                        adopted.privateSubnetIds(), adopted.publicSubnetIds(), adopted.zones(), group.brokerSecurityGroupId())))
                : Progress.all(() -> vpc.ensure(wanted), () -> internetGateway.ensure(wanted), (made, _) -> made)
                        .then(made -> inside(wanted, made));
    }

    private Progress<NetworkFacts> inside(NetworkSpec wanted, VpcStage.Facts made) {
        return Progress.all(() -> subnets.ensure(wanted), () -> brokers.ensure(wanted), (found, group) -> new NetworkFacts(made.vpcId(), made.vpcCidr(),
                found.privateSubnetIds(), found.publicSubnetIds(), found.zones(), group.brokerSecurityGroupId()));
    }

    @Override
    public Progress<Void> retire(NetworkSpec wanted) {
        Progress<Void> progress = wanted.network().adopted() ? Retirement.all(() -> brokers.retire(wanted)) : Retirement.inOrder(
                () -> Retirement.all(() -> guardDuty.run(wanted), () -> brokers.retire(wanted), () -> subnets.retire(wanted)),
                () -> Retirement.all(() -> internetGateway.retire(wanted), () -> vpc.retire(wanted)));
        return switch (progress) {
            case Pending<Void>(String reason) -> new Pending<>(obstacles.explained(reason, wanted));
            case Done<Void> done -> done;
        };
    }
}
