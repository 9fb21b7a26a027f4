package dev.redkite.audit;

import dev.redkite.audit.Leftover.Leaving;
import dev.redkite.audit.Leftover.Sweepable;
import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.StagePending;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.State;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;

/** The VPC that was made and its parts, by tag, in the order in which they can go. */
record NetworkFinder(Ec2Client ec2) implements ResourceFinder {

    @Override
    public Findings ask(AuditSpec spec) {
        Filter ours = Ec2Filters.owned(spec);
        return natGateways(ours)
                .plus(endpoints(ours))
                .plus(addresses(ours))
                .plus(routeTables(ours))
                .plus(internetGateways(ours))
                .plus(subnets(ours))
                .plus(vpcs(ours));
    }

    private static <T> Findings answer(List<T> found, Function<T, Leftover> leftover) {
        return Findings.found(1 + found.size(), found.stream().map(leftover).toList());
    }

    /** Those that are gone are shown for an hour, and so are those that failed: EC2 deletes them itself, and they cost nothing. */
    private Findings natGateways(Filter ours) {
        return answer(ec2.describeNatGatewaysPaginator(request -> request.filter(ours)).natGateways().stream()
                        .filter(gateway -> gateway.state() != NatGatewayState.DELETED && gateway.state() != NatGatewayState.FAILED)
                        .toList(),
                this::natGateway);
    }

    private Leftover natGateway(NatGateway gateway) {
        String name = "NAT gateway " + gateway.natGatewayId();
        return gateway.state() == NatGatewayState.DELETING
                ? new Leaving(name, gateway.stateAsString())
                : new Sweepable(name, () -> ec2.deleteNatGateway(request -> request.natGatewayId(gateway.natGatewayId())));
    }

    private Findings endpoints(Filter ours) {
        return answer(ec2.describeVpcEndpointsPaginator(request -> request.filters(ours)).vpcEndpoints().stream()
                        .filter(endpoint -> !endpoint.stateAsString().equalsIgnoreCase(State.DELETED.toString()))
                        .toList(),
                this::endpoint);
    }

    /** The API's model begins the states with a capital letter, the service's answers do not: both are read. */
    private Leftover endpoint(VpcEndpoint endpoint) {
        String name = "VPC endpoint " + endpoint.vpcEndpointId();
        return endpoint.stateAsString().equalsIgnoreCase(State.DELETING.toString())
                ? new Leaving(name, endpoint.stateAsString())
                : new Sweepable(name, () -> sweep(endpoint));
    }

    /** Answers 200 even where it removed nothing: what it says inside counts. */
    private void sweep(VpcEndpoint endpoint) {
        ec2.deleteVpcEndpoints(request -> request.vpcEndpointIds(endpoint.vpcEndpointId())).unsuccessful().stream()
                .filter(item -> !item.error().code().equals("InvalidVpcEndpointId.NotFound"))
                .findFirst().ifPresent(item -> {
                    throw new StagePending(item.error().message());
                });
    }

    private Findings addresses(Filter ours) {
        return answer(ec2.describeAddresses(request -> request.filters(ours)).addresses(), this::address);
    }

    private Leftover address(Address address) {
        return new Sweepable("address %s %s".formatted(address.allocationId(), address.publicIp()),
                () -> ec2.releaseAddress(request -> request.allocationId(address.allocationId())));
    }

    private Findings routeTables(Filter ours) {
        return answer(ec2.describeRouteTablesPaginator(request -> request.filters(ours)).routeTables().stream().toList(),
                table -> new Sweepable("route table " + table.routeTableId(), () -> sweep(table)));
    }

    private void sweep(RouteTable table) {
        table.associations().forEach(association -> AwsErrors.unlessAbsent(() -> ec2.disassociateRouteTable(
                request -> request.associationId(association.routeTableAssociationId()))));
        ec2.deleteRouteTable(request -> request.routeTableId(table.routeTableId()));
    }

    private Findings internetGateways(Filter ours) {
        return answer(
                ec2.describeInternetGatewaysPaginator(request -> request.filters(ours)).internetGateways().stream().toList(),
                gateway -> new Sweepable("internet gateway " + gateway.internetGatewayId(), () -> sweep(gateway)));
    }

    private void sweep(InternetGateway gateway) {
        gateway.attachments().forEach(attachment -> AwsErrors.unlessAbsent(() -> ec2.detachInternetGateway(
                request -> request.internetGatewayId(gateway.internetGatewayId()).vpcId(attachment.vpcId()))));
        ec2.deleteInternetGateway(request -> request.internetGatewayId(gateway.internetGatewayId()));
    }

    private Findings subnets(Filter ours) {
        return answer(ec2.describeSubnetsPaginator(request -> request.filters(ours)).subnets().stream().toList(),
                subnet -> new Sweepable("subnet " + subnet.subnetId(),
                        () -> ec2.deleteSubnet(request -> request.subnetId(subnet.subnetId()))));
    }

    private Findings vpcs(Filter ours) {
        return answer(ec2.describeVpcsPaginator(request -> request.filters(ours)).vpcs().stream().toList(),
                vpc -> new Sweepable("VPC " + vpc.vpcId(), () -> ec2.deleteVpc(request -> request.vpcId(vpc.vpcId()))));
    }

    @Override
    public Set<String> types() {
        return Set.of("ec2:natgateway", "ec2:vpc-endpoint", "ec2:elastic-ip", "ec2:route-table", "ec2:internet-gateway",
                "ec2:subnet", "ec2:vpc");
    }
}
