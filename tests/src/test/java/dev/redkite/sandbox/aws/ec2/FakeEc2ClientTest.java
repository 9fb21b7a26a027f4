package dev.redkite.sandbox.aws.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.sandbox.aws.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.*;

class FakeEc2ClientTest {

    private static final String VPC = "vpc-0a1a0000000000001";
    private static final String SUBNET = "subnet-0a1a0000000000001";
    private static final String SMALL = "subnet-0a1b0000000000005";

    private final World world = World.standing();
    private final Ec2Client ec2 = world.client(Ec2Client.class);

    private static void refuses(String code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, error ->
                assertThat(error.awsErrorDetails().errorCode()).isEqualTo(code));
    }

    private void settle() {
        world.clock().advance(Duration.ofSeconds(2));
    }

    private String vpc() {
        String id = ec2.createVpc(request -> request.cidrBlock("10.0.0.0/16")).vpc().vpcId();
        settle();
        return id;
    }

    private String group(String name) {
        return world.ec2().addSecurityGroup(VPC, name, name, Map.of());
    }

    private static Filter filter(String name, String... values) {
        return Filter.builder().name(name).values(values).build();
    }

    @Test
    void denies_what_it_has_just_made_until_it_has_propagated() {
        String id = ec2.createVpc(request -> request.cidrBlock("10.0.0.0/16")).vpc().vpcId();

        assertThat(ec2.describeVpcs().vpcs()).noneMatch(vpc -> vpc.vpcId().equals(id));
        refuses("InvalidVpcID.NotFound", () -> ec2.describeVpcs(request -> request.vpcIds(id)));
        settle();
        assertThat(ec2.describeVpcs(request -> request.vpcIds(id)).vpcs()).hasSize(1);
    }

    @Test
    void makes_ranges_canonical_and_knows_the_rule_again() {
        String id = ec2.createVpc(request -> request.cidrBlock("100.68.7.18/18")).vpc().vpcId();
        settle();
        String group = group("canonical");
        ThrowingCallable allow = () -> ec2.authorizeSecurityGroupIngress(request -> request.groupId(group).ipPermissions(
                permission -> permission.ipProtocol("tcp").fromPort(1).toPort(1).ipRanges(range -> range.cidrIp("10.1.2.3/8"))));

        assertThat(ec2.describeVpcs(request -> request.vpcIds(id)).vpcs().getFirst().cidrBlock()).isEqualTo("100.68.0.0/18");
        assertThatNoException().isThrownBy(allow);
        refuses("InvalidPermission.Duplicate", allow);
    }

    @Test
    void makes_no_vpc_of_addresses_that_no_host_may_have() {
        for (String range : List.of("0.0.0.0/16", "127.0.0.0/16", "169.254.0.0/16", "224.0.0.0/16", "240.0.0.0/16")) {
            refuses("InvalidVpc.Range", () -> ec2.createVpc(request -> request.cidrBlock(range)));
        }
    }

    @Test
    void takes_sixty_rules_a_group_and_direction() {
        String group = group("full");
        IpPermission sixty = IpPermission.builder().ipProtocol("tcp").fromPort(1).toPort(1)
                .ipRanges(IntStream.range(0, 60).mapToObj(i -> IpRange.builder().cidrIp("10." + i + ".0.0/16").build()).toList())
                .build();
        ec2.authorizeSecurityGroupIngress(request -> request.groupId(group).ipPermissions(sixty));

        refuses("RulesPerSecurityGroupLimitExceeded", () -> ec2.authorizeSecurityGroupIngress(request -> request.groupId(group)
                .ipPermissions(permission -> permission.ipProtocol("tcp").fromPort(2).toPort(2).ipRanges(range -> range.cidrIp("10.0.0.0/8")))));
    }

    @Test
    void gives_the_same_ids_in_every_world() {
        assertThat(vpc()).isEqualTo(World.standing().client(Ec2Client.class)
                .createVpc(request -> request.cidrBlock("10.0.0.0/16")).vpc().vpcId());
    }

    @Test
    void refuses_ids_that_are_malformed() {
        refuses("InvalidVpcID.Malformed", () -> ec2.describeVpcs(request -> request.vpcIds("vpc-nonsense")));
    }

    @Test
    void refuses_a_filter_that_it_does_not_know_even_where_nothing_would_match() {
        refuses("InvalidParameterValue", () -> ec2.describeVolumes(request -> request.filters(filter("colour", "red"))));
    }

    @Test
    void filters_by_all_filters_and_any_of_their_values() {
        assertThat(ec2.describeSubnets(request -> request.filters(
                        filter("vpc-id", VPC), filter("tag:Name", "public-*", "isolated-?"),
                        filter("availability-zone", "us-west-2b"))).subnets())
                .extracting(Subnet::subnetId)
                .containsExactly("subnet-0a1b0000000000007", "subnet-0a1b0000000000012");
    }

    @Test
    void answers_page_by_page_where_asked_to() {
        DescribeSubnetsResponse first = ec2.describeSubnets(request -> request.maxResults(5));

        assertThat(first.subnets()).hasSize(5);
        assertThat(first.nextToken()).isNotNull();
        assertThat(ec2.describeSubnetsPaginator(request -> request.maxResults(5)).subnets().stream()).hasSize(11);
        refuses("InvalidParameterCombination", () -> ec2.describeSubnets(request -> request.maxResults(5).subnetIds(SUBNET)));
    }

    @Test
    void refuses_overlapping_and_outlying_subnets_and_unknown_zones() {
        refuses("InvalidSubnet.Conflict", () -> ec2.createSubnet(request ->
                request.vpcId(VPC).cidrBlock("10.20.0.0/24").availabilityZone("us-west-2a")));
        refuses("InvalidSubnet.Range", () -> ec2.createSubnet(request ->
                request.vpcId(VPC).cidrBlock("10.21.0.0/24").availabilityZone("us-west-2a")));
        refuses("InvalidParameterValue", () -> ec2.createSubnet(request ->
                request.vpcId(VPC).cidrBlock("10.20.200.0/24").availabilityZone("us-west-2z")));
    }

    @Test
    void refuses_more_vpcs_than_a_new_account_may_have() {
        vpc();
        vpc();
        vpc();

        refuses("VpcLimitExceeded", this::vpc);
    }

    @Test
    void refuses_tags_of_the_wrong_resource_and_reserved_ones() {
        refuses("InvalidParameterValue", () -> ec2.createVpc(request -> request.cidrBlock("10.0.0.0/16")
                .tagSpecifications(tags -> tags.resourceType(ResourceType.SUBNET).tags(tag -> tag.key("a").value("b")))));
        refuses("InvalidParameterValue", () -> ec2.createTags(request ->
                request.resources(VPC).tags(tag -> tag.key("aws:eks:cluster-name").value("x"))));
    }

    @Test
    void counts_free_addresses_and_runs_out_of_them() {
        assertThat(world.ec2().subnet(SMALL).availableIpAddressCount()).isEqualTo(11);
        for (int i = 0; i < 11; i++) {
            world.ec2().addNetworkInterface(SMALL, List.of(), "pods", "amazon-eks", Map.of());
        }

        assertThat(world.ec2().subnet(SMALL).availableIpAddressCount()).isZero();
        refuses("InsufficientFreeAddressesInSubnet", () ->
                world.ec2().addNetworkInterface(SMALL, List.of(), "pods", "amazon-eks", Map.of()));
    }

    @Test
    void keeps_a_subnet_while_an_interface_is_in_it() {
        String card = world.ec2().addNetworkInterface(SMALL, List.of(), "ELB net/x", "amazon-elb", Map.of());

        refuses("DependencyViolation", () -> ec2.deleteSubnet(request -> request.subnetId(SMALL)));
        world.ec2().removeNetworkInterface(card);

        ec2.deleteSubnet(request -> request.subnetId(SMALL));
        refuses("InvalidSubnetID.NotFound", () -> world.ec2().subnet(SMALL));
    }

    @Test
    void deletes_an_interface_only_once_its_service_has_left_it() {
        String card = world.ec2().addNetworkInterface(SUBNET, List.of(), "aws-K8S-i-1", "amazon-eks", Map.of());
        settle();

        refuses("InvalidParameterValue", () -> ec2.deleteNetworkInterface(request -> request.networkInterfaceId(card)));
        world.ec2().abandonNetworkInterface(card);

        assertThat(ec2.describeNetworkInterfaces(request -> request.filters(filter("status", "available"))).networkInterfaces())
                .extracting(NetworkInterface::networkInterfaceId).containsExactly(card);
        ec2.deleteNetworkInterface(request -> request.networkInterfaceId(card));
    }

    @Test
    void keeps_a_security_group_while_an_interface_or_another_groups_rule_needs_it() {
        String brokers = group("brokers");
        String cluster = group("cluster");
        ec2.authorizeSecurityGroupIngress(request -> request.groupId(brokers).ipPermissions(permission -> permission
                .ipProtocol("tcp").fromPort(9096).toPort(9096).userIdGroupPairs(pair -> pair.groupId(cluster))));
        world.ec2().addNetworkInterface(SUBNET, List.of(brokers), "broker", "amazon-msk", Map.of());

        refuses("DependencyViolation", () -> ec2.deleteSecurityGroup(request -> request.groupId(cluster)));
        refuses("DependencyViolation", () -> ec2.deleteSecurityGroup(request -> request.groupId(brokers)));
    }

    @Test
    void refuses_a_second_group_of_a_name_and_a_second_rule_of_a_kind() {
        String brokers = group("brokers");
        Runnable open = () -> ec2.authorizeSecurityGroupIngress(request -> request.groupId(brokers).ipPermissions(
                permission -> permission.ipProtocol("tcp").fromPort(1).toPort(2).ipRanges(range -> range.cidrIp("10.0.0.0/8"))));
        open.run();

        refuses("InvalidPermission.Duplicate", open::run);
        refuses("InvalidGroup.Duplicate", () -> ec2.createSecurityGroup(request ->
                request.vpcId(VPC).groupName("brokers").description("again")));
    }

    @Test
    void shows_a_nat_gateway_pending_available_deleting_deleted_and_then_no_more() {
        String id = natGateway("first", allocation());
        settle();
        assertThat(state(id)).isEqualTo(NatGatewayState.PENDING);
        world.clock().advance(world.place().durations().create("natGateway"));
        assertThat(state(id)).isEqualTo(NatGatewayState.AVAILABLE);

        ec2.deleteNatGateway(request -> request.natGatewayId(id));
        assertThat(state(id)).isEqualTo(NatGatewayState.DELETING);
        refuses("InvalidIPAddress.InUse", () -> ec2.releaseAddress(request -> request.allocationId(address())));
        world.clock().advance(world.place().durations().delete("natGateway"));
        assertThat(state(id)).isEqualTo(NatGatewayState.DELETED);
        ec2.releaseAddress(request -> request.allocationId(address()));

        world.clock().advance(Duration.ofHours(1));
        refuses("NatGatewayNotFound", () -> state(id));
    }

    private String address() {
        return ec2.describeAddresses(request -> request.filters(filter("tag:Name", "nat"))).addresses().getFirst().allocationId();
    }

    private NatGatewayState state(String id) {
        return ec2.describeNatGateways(request -> request.natGatewayIds(id)).natGateways().getFirst().state();
    }

    private String allocation() {
        String allocation = ec2.allocateAddress(request -> request.domain(DomainType.VPC).tagSpecifications(tags ->
                tags.resourceType(ResourceType.ELASTIC_IP).tags(tag -> tag.key("Name").value("nat")))).allocationId();
        settle();
        return allocation;
    }

    private String natGateway(String token, String allocation) {
        return ec2.createNatGateway(request -> request
                .subnetId("subnet-0a1b0000000000012").allocationId(allocation).clientToken(token)).natGateway().natGatewayId();
    }

    @Test
    void answers_a_repeated_token_with_the_first_gateway() {
        String address = allocation();
        String first = natGateway("once", address);

        assertThat(natGateway("once", address)).isEqualTo(first);
        assertThat(natGateway("twice", allocation())).isNotEqualTo(first);
    }

    @Test
    void refuses_a_token_that_comes_with_other_parameters() {
        natGateway("once", allocation());

        refuses("IdempotentParameterMismatch", () -> natGateway("once", allocation()));
    }

    @Test
    void answers_a_token_with_what_it_made_even_if_that_is_gone() {
        String vpc = vpc();
        settle();
        String table = ec2.createRouteTable(request -> request.vpcId(vpc).clientToken("once")).routeTable().routeTableId();
        settle();
        ec2.deleteRouteTable(request -> request.routeTableId(table));

        assertThat(ec2.createRouteTable(request -> request.vpcId(vpc).clientToken("once")).routeTable().routeTableId()).isEqualTo(table);
        assertThat(ec2.describeRouteTables(request -> {}).routeTables()).noneMatch(each -> each.routeTableId().equals(table));
    }

    @Test
    void fails_a_nat_gateway_whose_network_has_no_way_to_the_internet() {
        String subnet = ec2.createSubnet(request ->
                request.vpcId(vpc()).cidrBlock("10.0.0.0/24").availabilityZone("us-west-2a")).subnet().subnetId();
        String allocation = ec2.allocateAddress(request -> {}).allocationId();
        settle();
        String id = ec2.createNatGateway(request -> request.subnetId(subnet).allocationId(allocation)).natGateway().natGatewayId();
        world.clock().advance(world.place().durations().create("natGateway"));

        assertThat(ec2.describeNatGateways(request -> request.natGatewayIds(id)).natGateways().getFirst().failureCode())
                .isEqualTo("Gateway.NotAttached");
    }

    @Test
    void shows_a_route_to_a_gateway_that_is_gone_as_a_black_hole() {
        ec2.deleteNatGateway(request -> request.natGatewayId("nat-0a1a0000000000001"));

        assertThat(ec2.describeRouteTables(request -> request.routeTableIds("rtb-0a1a0000000000001")).routeTables()
                        .getFirst().routes().getLast().state())
                .isEqualTo(RouteState.BLACKHOLE);
    }

    @Test
    void keeps_a_vpc_and_its_internet_gateway_while_they_are_used() {
        refuses("DependencyViolation", () -> ec2.deleteVpc(request -> request.vpcId(VPC)));
        refuses("DependencyViolation", () ->
                ec2.deleteInternetGateway(request -> request.internetGatewayId("igw-0a1a0000000000001")));
        refuses("DependencyViolation", () ->
                ec2.detachInternetGateway(request -> request.internetGatewayId("igw-0a1a0000000000001").vpcId(VPC)));
    }

    @Test
    void makes_a_volume_once_per_token_and_keeps_it_while_it_is_used() {
        CreateVolumeRequest request = CreateVolumeRequest.builder()
                .availabilityZone("us-west-2a").size(10).volumeType(VolumeType.GP3).clientToken("pvc-1").build();
        String id = ec2.createVolume(request).volumeId();
        assertThat(ec2.createVolume(request).volumeId()).isEqualTo(id);
        settle();
        assertThat(ec2.describeVolumes(volumes -> volumes.volumeIds(id)).volumes().getFirst().state()).isEqualTo(VolumeState.CREATING);

        world.ec2().attachVolume(id, "i-00000001");
        refuses("VolumeInUse", () -> ec2.deleteVolume(volume -> volume.volumeId(id)));
        world.ec2().detachVolume(id);
        ec2.deleteVolume(volume -> volume.volumeId(id));
    }

    @Test
    void refuses_loudly_what_it_has_not_learnt() {
        assertThatThrownBy(() -> ec2.runInstances(request -> request.minCount(1).maxCount(1)))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void names_zones_and_their_ids_by_the_region() {
        assertThat(ec2.describeAvailabilityZones(request -> request.filters(filter("state", "available"))).availabilityZones())
                .extracting(zone -> zone.zoneName() + "=" + zone.zoneId())
                .containsExactly("us-west-2a=usw2-az3", "us-west-2b=usw2-az4", "us-west-2c=usw2-az1", "us-west-2d=usw2-az2");
    }
}
