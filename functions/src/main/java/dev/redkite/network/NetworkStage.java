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
record NetworkStage(Ec2Client ec2) implements Stage<NetworkSpec, NetworkSpec, NetworkFacts> {

    @Override
    public Progress<NetworkFacts> ensure(NetworkSpec spec) {
        return spec.network().adopted()
                ? new AdoptedSubnetsStep(ec2).run(spec).then(adopted -> brokers(spec, adopted).map(group -> new NetworkFacts(
                        adopted.vpcId(), adopted.vpcCidr(), adopted.privateSubnetIds(), adopted.publicSubnetIds(), adopted.zones(),
                        group.brokerSecurityGroupId())))
                : Progress.all(() -> new VpcStage(ec2).ensure(spec), () -> new InternetGatewayStage(ec2).ensure(spec), (made, _) -> made)
                        .then(made -> inside(spec, made));
    }

    private Progress<BrokerSecurityGroupStage.Facts> brokers(NetworkSpec spec, AdoptedSubnetsStep.Facts adopted) {
        BrokerSecurityGroupStage.Spec wanted = new BrokerSecurityGroupStage.Spec(spec, adopted.vpcId());
        return brokers().ensure(wanted, brokers().observed(wanted, adopted.brokerGroups()));
    }

    private BrokerSecurityGroupStage brokers() {
        return new BrokerSecurityGroupStage(ec2);
    }

    private Progress<NetworkFacts> inside(NetworkSpec spec, VpcStage.Facts made) {
        return Progress.all(() -> new SubnetsStage(ec2).ensure(spec), () -> brokers().ensure(new BrokerSecurityGroupStage.Spec(spec, made.vpcId())), (found, group) -> new NetworkFacts(
                made.vpcId(), made.vpcCidr(), found.privateSubnetIds(), found.publicSubnetIds(), found.zones(), group.brokerSecurityGroupId()));
    }

    @Override
    public Progress<Void> retire(NetworkSpec spec) {
        Progress<Void> progress = spec.network().adopted() ? Retirement.all(() -> brokers().retire(spec)) : Retirement.inOrder(
                () -> Retirement.all(
                        () -> new GuardDutyStep(ec2).run(spec), () -> brokers().retire(spec), () -> new SubnetsStage(ec2).retire(spec)),
                () -> Retirement.all(() -> new InternetGatewayStage(ec2).retire(spec), () -> new VpcStage(ec2).retire(spec)));
        return switch (progress) {
            case Pending<Void>(String reason, boolean _) -> new Pending<>(new VpcDependencies(ec2).explained(reason, spec));
            case Done<Void> done -> done;
        };
    }
}
