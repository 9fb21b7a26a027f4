package dev.redkite.network;

import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Retirement;
import dev.redkite.stage.Stage;
import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;

/**
 * The routes of a VPC that was made: to the internet from the public subnets, through NAT gateways from the private
 * ones, and to S3 directly. Nodes cannot start without it, brokers and control plane can: so its two minutes, which are
 * the NAT gateways', pass beside those. Adopted subnets have been checked for a way out and need nothing. The routes through
 * the NAT gateways go with their tables.
 */
final class EgressStage implements Stage<NetworkSpec, NetworkSpec, EgressFacts> {

    private final AddressesStage addresses;
    private final RouteTablesStage tables;
    private final StorageEndpointStage storageEndpoint;
    private final NatGatewaysStage natGateways;
    private final NatRoutesStep natRoutes;

    EgressStage(Ec2Client ec2) {
        addresses = new AddressesStage(ec2);
        tables = new RouteTablesStage(ec2);
        storageEndpoint = new StorageEndpointStage(ec2);
        natGateways = new NatGatewaysStage(ec2);
        natRoutes = new NatRoutesStep(ec2);
    }

    @Override
    public Progress<EgressFacts> ensure(NetworkSpec spec) {
        if (spec.network().adopted()) {
            return new Done<>(new EgressFacts(List.of()));
        }
        return addresses.ensure(spec)
                .then(_ -> Progress.all(
                        () -> tables.ensure(spec).then(_ -> storageEndpoint.ensure(spec)),
                        () -> natGateways.ensure(spec),
                        (_, facts) -> facts))
                .then(facts -> natRoutes.run(spec).map(_ -> facts));
    }

    @Override
    public Progress<Void> retire(NetworkSpec spec) {
        if (spec.network().adopted()) {
            return Progress.done();
        }
        return Retirement.inOrder(
                () -> Retirement.all(
                        () -> natGateways.retire(spec),
                        () -> Retirement.inOrder(() -> storageEndpoint.retire(spec), () -> tables.retire(spec))),
                () -> addresses.retire(spec));
    }
}
