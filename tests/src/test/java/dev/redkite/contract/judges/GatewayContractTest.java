package dev.redkite.contract.judges;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.ec2.model.RouteTable;

/** Amazon EC2's ways into and out of a network: gateways, addresses, route tables. */
class GatewayContractTest extends NetworkBehaviours {

    @Test
    void a_vpc_with_an_internet_gateway_cannot_be_deleted() {
        String vpc = vpc();
        gateway(vpc);

        refuses("DependencyViolation", () -> ec2().deleteVpc(request -> request.vpcId(vpc)));
    }

    @Test
    void an_internet_gateway_is_detached_before_it_is_deleted() {
        String vpc = vpc();
        String gateway = gateway(vpc);

        refuses("DependencyViolation", () -> ec2().deleteInternetGateway(request -> request.internetGatewayId(gateway)));
        ec2().detachInternetGateway(request -> request.internetGatewayId(gateway).vpcId(vpc));
        refuses("Gateway.NotAttached", () ->
                ec2().detachInternetGateway(request -> request.internetGatewayId(gateway).vpcId(vpc)));
        ec2().deleteInternetGateway(request -> request.internetGatewayId(gateway));
        settle();

        refuses("InvalidInternetGatewayID.NotFound", () ->
                ec2().describeInternetGateways(request -> request.internetGatewayIds(gateway)));
    }

    @Test
    void an_internet_gateway_is_found_by_the_vpc_that_it_is_attached_to() {
        String vpc = vpc();
        String gateway = gateway(vpc);

        assertThat(ec2().describeInternetGateways(request ->
                request.filters(filter("attachment.vpc-id", vpc))).internetGateways())
                .singleElement().satisfies(found -> assertThat(found.internetGatewayId()).isEqualTo(gateway));
    }

    @Test
    void an_internet_gateway_serves_one_vpc() {
        String gateway = gateway(vpc());
        String other = vpc();

        refuses("Resource.AlreadyAssociated", () ->
                ec2().attachInternetGateway(request -> request.internetGatewayId(gateway).vpcId(other)));
    }

    @Test
    void a_vpc_comes_with_a_main_route_table_that_keeps_it_from_nothing() {
        String vpc = vpc();

        assertThat(ec2().describeRouteTables(request -> request.filters(filter("vpc-id", vpc))).routeTables())
                .singleElement().satisfies(table -> assertThat(table.associations()).singleElement()
                        .satisfies(association -> assertThat(association.main()).isTrue()));
        ec2().deleteVpc(request -> request.vpcId(vpc));
    }

    @Test
    void a_second_route_to_the_same_destination_is_refused_and_can_be_replaced() {
        String vpc = vpc();
        String gateway = gateway(vpc);
        String table = routeTable(vpc);
        ec2().createRoute(request -> request.routeTableId(table).destinationCidrBlock("0.0.0.0/0").gatewayId(gateway));

        refuses("RouteAlreadyExists", () -> ec2().createRoute(request ->
                request.routeTableId(table).destinationCidrBlock("0.0.0.0/0").gatewayId(gateway)));
        ec2().replaceRoute(request -> request.routeTableId(table).destinationCidrBlock("0.0.0.0/0").gatewayId(gateway));
    }

    @Test
    void a_route_to_an_unknown_gateway_is_refused() {
        String table = routeTable(vpc());

        refuses("InvalidInternetGatewayID.NotFound", () -> ec2().createRoute(request ->
                request.routeTableId(table).destinationCidrBlock("0.0.0.0/0").gatewayId("igw-0123456789abcdef0")));
    }

    @Test
    void a_route_table_in_use_cannot_be_deleted() {
        String vpc = vpc();
        String subnet = subnet(vpc, "10.0.1.0/24");
        String table = routeTable(vpc);
        String association = ec2().associateRouteTable(request -> request.routeTableId(table).subnetId(subnet)).associationId();

        refuses("DependencyViolation", () -> ec2().deleteRouteTable(request -> request.routeTableId(table)));
        ec2().disassociateRouteTable(request -> request.associationId(association));
        ec2().deleteRouteTable(request -> request.routeTableId(table));
        settle();

        refuses("InvalidRouteTableID.NotFound", () -> ec2().describeRouteTables(request -> request.routeTableIds(table)));
    }

    @Test
    void a_route_table_is_found_by_the_subnet_that_it_is_associated_with() {
        String vpc = vpc();
        String subnet = subnet(vpc, "10.0.1.0/24");
        String table = routeTable(vpc);
        ec2().associateRouteTable(request -> request.routeTableId(table).subnetId(subnet));
        settle();

        assertThat(ec2().describeRouteTables(request -> request.filters(filter("association.subnet-id", subnet))).routeTables())
                .extracting(RouteTable::routeTableId).containsExactly(table);
    }

    @Test
    void an_address_is_released_once() {
        String address = address();
        ec2().releaseAddress(request -> request.allocationId(address));
        settle();

        refuses("InvalidAllocationID.NotFound", () -> ec2().releaseAddress(request -> request.allocationId(address)));
    }

    @Test
    void a_nat_gateway_asked_for_twice_with_one_token_is_one() {
        String vpc = vpc();
        gateway(vpc);
        String subnet = subnet(vpc, "10.0.1.0/24");
        String address = address();

        String token = account.name("token");

        assertThat(natGateway(subnet, address, token)).isEqualTo(natGateway(subnet, address, token));
    }

    @Test
    void a_deleted_nat_gateway_is_still_told_of_as_deleted() {
        String vpc = vpc();
        gateway(vpc);
        String id = natGateway(subnet(vpc, "10.0.1.0/24"), address(), account.name("token"));
        account.pass(Duration.ofMinutes(10));
        assertThat(natGatewayState(id)).isEqualTo(NatGatewayState.AVAILABLE);

        ec2().deleteNatGateway(request -> request.natGatewayId(id));
        account.pass(Duration.ofMinutes(10));

        assertThat(natGatewayState(id)).isEqualTo(NatGatewayState.DELETED);
    }

    @Test
    void an_address_that_a_nat_gateway_uses_cannot_be_released() {
        String vpc = vpc();
        gateway(vpc);
        String address = address();
        natGateway(subnet(vpc, "10.0.1.0/24"), address, account.name("token"));

        refuses("InvalidIPAddress.InUse", () -> ec2().releaseAddress(request -> request.allocationId(address)));
    }

    @Test
    void a_subnet_with_a_nat_gateway_cannot_be_deleted() {
        String vpc = vpc();
        gateway(vpc);
        String subnet = subnet(vpc, "10.0.1.0/24");
        natGateway(subnet, address(), account.name("token"));

        refuses("DependencyViolation", () -> ec2().deleteSubnet(request -> request.subnetId(subnet)));
    }

    @Test
    void nat_gateways_are_found_by_vpc_and_state() {
        String vpc = vpc();
        gateway(vpc);
        String id = natGateway(subnet(vpc, "10.0.1.0/24"), address(), account.name("token"));
        account.pass(Duration.ofMinutes(10));

        assertThat(ec2().describeNatGateways(request ->
                request.filter(filter("vpc-id", vpc), filter("state", "available"))).natGateways())
                .extracting(NatGateway::natGatewayId).containsExactly(id);
    }
}
