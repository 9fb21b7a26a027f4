package dev.redkite.contract.judges;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.VpcAttributeName;

/** Amazon EC2's networks. */
class NetworkContractTest extends Behaviours {

    private Ec2Client ec2() {
        return client(Ec2Client.class);
    }

    private String vpc() {
        String id = ec2().createVpc(request -> request.cidrBlock("10.0.0.0/16").tagSpecifications(tags -> tags
                        .resourceType(ResourceType.VPC)
                        .tags(tag -> tag.key("judged").value(account.name("vpc")))))
                .vpc().vpcId();
        settle();
        return id;
    }

    private String subnet(String vpc, String cidr) {
        String id = ec2().createSubnet(request -> request.vpcId(vpc).cidrBlock(cidr).availabilityZone("us-west-2a"))
                .subnet().subnetId();
        settle();
        return id;
    }

    private String gateway(String vpc) {
        String id = ec2().createInternetGateway().internetGateway().internetGatewayId();
        settle();
        ec2().attachInternetGateway(request -> request.internetGatewayId(id).vpcId(vpc));
        settle();
        return id;
    }

    private String routeTable(String vpc) {
        String id = ec2().createRouteTable(request -> request.vpcId(vpc)).routeTable().routeTableId();
        settle();
        return id;
    }

    private String address() {
        String id = ec2().allocateAddress(request -> request.domain(DomainType.VPC)).allocationId();
        settle();
        return id;
    }

    private String natGateway(String subnet, String address, String token) {
        String id = ec2().createNatGateway(request -> request.subnetId(subnet).allocationId(address).clientToken(token))
                .natGateway().natGatewayId();
        settle();
        return id;
    }

    private NatGatewayState natGatewayState(String id) {
        return ec2().describeNatGateways(request -> request.natGatewayIds(id)).natGateways().getFirst().state();
    }

    private static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }

    @Test
    void an_unknown_vpc_is_not_found_by_its_id() {
        refuses("InvalidVpcID.NotFound", () -> ec2().describeVpcs(request -> request.vpcIds("vpc-0123456789abcdef0")));
    }

    @Test
    void tags_given_at_creation_show_in_the_description_and_can_be_searched_by() {
        String id = vpc();

        assertThat(ec2().describeVpcs(request -> request.filters(filter("tag:judged", account.name("vpc")))).vpcs())
                .singleElement().satisfies(vpc -> {
                    assertThat(vpc.vpcId()).isEqualTo(id);
                    assertThat(vpc.tags()).contains(Tag.builder().key("judged").value(account.name("vpc")).build());
                });
    }

    @Test
    void a_search_that_matches_nothing_is_an_empty_answer_and_no_refusal() {
        assertThat(ec2().describeVpcs(request -> request.filters(filter("tag:judged", account.name("nobody")))).vpcs()).isEmpty();
    }

    @Test
    void tags_added_later_replace_those_of_the_same_key_only() {
        String id = vpc();

        ec2().createTags(request -> request.resources(id)
                .tags(Tag.builder().key("colour").value("red").build(), Tag.builder().key("size").value("1").build()));
        ec2().createTags(request -> request.resources(id).tags(tag -> tag.key("colour").value("blue")));
        settle();

        assertThat(ec2().describeVpcs(request -> request.vpcIds(id)).vpcs().getFirst().tags())
                .extracting(tag -> tag.key() + "=" + tag.value())
                .containsExactlyInAnyOrder("judged=" + account.name("vpc"), "colour=blue", "size=1");
    }

    @Test
    void names_in_a_vpc_are_resolved_but_given_to_machines_only_when_asked_for() {
        String id = vpc();
        ec2().modifyVpcAttribute(request -> request.vpcId(id).enableDnsHostnames(value -> value.value(true)));

        assertThat(ec2().describeVpcAttribute(request -> request.vpcId(id).attribute(VpcAttributeName.ENABLE_DNS_SUPPORT))
                .enableDnsSupport().value()).isTrue();
        assertThat(ec2().describeVpcAttribute(request -> request.vpcId(id).attribute(VpcAttributeName.ENABLE_DNS_HOSTNAMES))
                .enableDnsHostnames().value()).isTrue();
    }

    @Test
    void a_subnet_of_an_unknown_vpc_is_refused() {
        refuses("InvalidVpcID.NotFound", () -> subnet("vpc-0123456789abcdef0", "10.0.1.0/24"));
    }

    @Test
    void subnets_may_not_overlap() {
        String vpc = vpc();
        subnet(vpc, "10.0.1.0/24");

        refuses("InvalidSubnet.Conflict", () -> subnet(vpc, "10.0.1.128/25"));
    }

    @Test
    void subnets_must_lie_within_their_vpc() {
        String vpc = vpc();

        refuses("InvalidSubnet.Range", () -> subnet(vpc, "10.1.0.0/24"));
    }

    @Test
    void a_subnet_knows_its_vpc_its_zone_and_how_many_addresses_are_free() {
        String vpc = vpc();
        Subnet subnet = ec2().describeSubnets(request -> request.subnetIds(subnet(vpc, "10.0.1.0/24"))).subnets().getFirst();

        assertThat(subnet.vpcId()).isEqualTo(vpc);
        assertThat(subnet.availabilityZone()).isEqualTo("us-west-2a");
        assertThat(subnet.availableIpAddressCount()).isEqualTo(251);
        assertThat(subnet.mapPublicIpOnLaunch()).isFalse();
    }

    @Test
    void subnets_come_page_by_page() {
        String vpc = vpc();
        for (int number = 0; number < 6; number++) {
            subnet(vpc, "10.0.%d.0/24".formatted(number));
        }

        DescribeSubnetsResponse first =
                ec2().describeSubnets(request -> request.filters(filter("vpc-id", vpc)).maxResults(5));

        assertThat(first.subnets()).hasSize(5);
        assertThat(ec2().describeSubnets(request ->
                request.filters(filter("vpc-id", vpc)).maxResults(5).nextToken(first.nextToken())).subnets()).hasSize(1);
    }

    @Test
    void a_vpc_with_a_subnet_cannot_be_deleted() {
        String vpc = vpc();
        String subnet = subnet(vpc, "10.0.1.0/24");

        refuses("DependencyViolation", () -> ec2().deleteVpc(request -> request.vpcId(vpc)));
        ec2().deleteSubnet(request -> request.subnetId(subnet));
        ec2().deleteVpc(request -> request.vpcId(vpc));
        settle();

        refuses("InvalidVpcID.NotFound", () -> ec2().describeVpcs(request -> request.vpcIds(vpc)));
    }

    @Test
    void a_subnet_deleted_twice_is_not_found() {
        String subnet = subnet(vpc(), "10.0.1.0/24");
        ec2().deleteSubnet(request -> request.subnetId(subnet));

        refuses("InvalidSubnetID.NotFound", () -> ec2().deleteSubnet(request -> request.subnetId(subnet)));
    }

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

        assertThat(ec2().describeInternetGateways(request -> request.filters(filter("attachment.vpc-id", vpc))).internetGateways())
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

        assertThat(natGateway(subnet, address, account.name("token"))).isEqualTo(natGateway(subnet, address, account.name("token")));
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
