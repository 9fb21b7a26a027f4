package dev.redkite.network;

import dev.redkite.stage.PausableStage;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Retirement;
import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;

/**
 * The routes of a VPC that was made: to the internet from the public subnets, through NAT gateways from the private
 * ones, and to S3 directly. Nodes cannot start without it, brokers and control plane can: so its two minutes, which are
 * the NAT gateways', pass beside those. Adopted subnets have been checked for a way out and need nothing. The routes through
 * the NAT gateways go with their tables.
 */
record EgressStage(Ec2Client ec2) implements PausableStage<NetworkSpec, NetworkSpec, EgressFacts> {

    @Override
    public Progress<EgressFacts> ensure(NetworkSpec spec) {
        if (spec.network().adopted()) {
            return new Done<>(new EgressFacts(List.of()));
        }
        return new AddressesStage(ec2).ensure(spec)
                .then(_ -> Progress.all(
                        () -> new RouteTablesStage(ec2).ensure(spec).then(_ -> new StorageEndpointStage(ec2).ensure(spec)),
                        () -> new NatGatewaysStage(ec2).ensure(spec),
                        (_, facts) -> facts))
                .then(facts -> new NatRoutesStep(ec2).run(spec).map(_ -> facts));
    }

    @Override
    public Progress<Void> retire(NetworkSpec spec) {
        if (spec.network().adopted()) {
            return Progress.done();
        }
        return Retirement.inOrder(
                () -> Retirement.all(
                        () -> new NatGatewaysStage(ec2).retire(spec),
                        () -> Retirement.inOrder(() -> new StorageEndpointStage(ec2).retire(spec), () -> new RouteTablesStage(ec2).retire(spec))),
                () -> new AddressesStage(ec2).retire(spec));
    }

    /** What costs by the hour goes; tables and the way to S3 cost nothing, and their routes are led to the next gateways. */
    @Override
    public Progress<Void> pause(NetworkSpec spec) {
        return spec.network().adopted() ? Progress.done() : Retirement.inOrder(
                () -> new NatGatewaysStage(ec2).retire(spec),
                () -> new AddressesStage(ec2).retire(spec));
    }
}
