package dev.redkite.sandbox.aws.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.sandbox.aws.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.*;

/** What others make in a VPC holds it together until it is gone. */
class LeftoversTest {

    private static final String STANDING = "vpc-0a1a0000000000001";

    private final World world = World.standing();
    private final Ec2Client ec2 = world.client(Ec2Client.class);
    private final String vpc = ec2.createVpc(request -> request.cidrBlock("10.0.0.0/16")).vpc().vpcId();

    LeftoversTest() {
        settle();
    }

    private static void refuses(String code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, error ->
                assertThat(error.awsErrorDetails().errorCode()).isEqualTo(code));
    }

    private void settle() {
        world.clock().advance(Duration.ofSeconds(2));
    }

    private String subnet() {
        String id = ec2.createSubnet(request -> request.vpcId(vpc).cidrBlock("10.0.0.0/24").availabilityZone("us-west-2a"))
                .subnet().subnetId();
        settle();
        return id;
    }

    private String gateway() {
        String id = ec2.createInternetGateway(request -> {}).internetGateway().internetGatewayId();
        settle();
        ec2.attachInternetGateway(request -> request.internetGatewayId(id).vpcId(vpc));
        return id;
    }

    private static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }

    private List<NetworkInterface> interfaces(Filter... filters) {
        return ec2.describeNetworkInterfaces(request -> request.filters(filters)).networkInterfaces();
    }

    @Test
    void a_gateway_stays_attached_while_a_service_lends_an_address_behind_it() {
        String gateway = gateway();
        String card = world.ec2().addNetworkInterface(subnet(), List.of(), "ELB net/x/1", "amazon-elb", Map.of());
        world.ec2().lendPublicAddress(card);

        refuses("DependencyViolation", () -> ec2.detachInternetGateway(request -> request.internetGatewayId(gateway).vpcId(vpc)));
        world.ec2().removeNetworkInterface(card);
        ec2.detachInternetGateway(request -> request.internetGatewayId(gateway).vpcId(vpc));
    }

    @Test
    void a_vpc_stays_while_somebody_elses_group_is_in_it() {
        String theirs = world.ec2().addSecurityGroup(vpc, "shop", "not Redkite's", Map.of());

        refuses("DependencyViolation", () -> ec2.deleteVpc(request -> request.vpcId(vpc)));
        assertThat(world.ec2().inventory()).containsEntry("ec2:security-group/" + theirs, Map.of());
        ec2.deleteSecurityGroup(request -> request.groupId(theirs));
        ec2.deleteVpc(request -> request.vpcId(vpc));
    }

    @Test
    void a_vpc_stays_while_a_gateway_or_an_endpoint_is_in_it() {
        String gateway = gateway();
        refuses("DependencyViolation", () -> ec2.deleteVpc(request -> request.vpcId(vpc)));
        ec2.detachInternetGateway(request -> request.internetGatewayId(gateway).vpcId(vpc));

        String endpoint = ec2.createVpcEndpoint(request -> request.vpcId(vpc)
                        .serviceName("com.amazonaws.us-west-2.s3").vpcEndpointType(VpcEndpointType.GATEWAY))
                .vpcEndpoint().vpcEndpointId();
        settle();
        refuses("DependencyViolation", () -> ec2.deleteVpc(request -> request.vpcId(vpc)));
        ec2.deleteVpcEndpoints(request -> request.vpcEndpointIds(endpoint));
        world.clock().advance(Duration.ofMinutes(1));
        ec2.deleteVpc(request -> request.vpcId(vpc));
    }

    @Test
    void an_address_of_a_nat_gateway_is_held_until_that_is_gone() {
        gateway();
        String address = ec2.allocateAddress(request -> {}).allocationId();
        settle();
        String subnet = subnet();
        String nat = ec2.createNatGateway(request -> request.subnetId(subnet).allocationId(address)).natGateway().natGatewayId();
        world.clock().advance(world.place().durations().create("natGateway"));
        ec2.deleteNatGateway(request -> request.natGatewayId(nat));

        refuses("InvalidIPAddress.InUse", () -> ec2.releaseAddress(request -> request.allocationId(address)));
        refuses("DependencyViolation", () -> ec2.deleteSubnet(request -> request.subnetId(subnet)));
        world.clock().advance(world.place().durations().delete("natGateway"));
        ec2.releaseAddress(request -> request.allocationId(address));
        ec2.deleteSubnet(request -> request.subnetId(subnet));
    }

    @Test
    void a_route_table_stays_while_a_subnet_is_associated() {
        String table = ec2.createRouteTable(request -> request.vpcId(vpc)).routeTable().routeTableId();
        settle();
        String subnet = subnet();
        String association = ec2.associateRouteTable(request -> request.routeTableId(table).subnetId(subnet)).associationId();

        refuses("DependencyViolation", () -> ec2.deleteRouteTable(request -> request.routeTableId(table)));
        ec2.disassociateRouteTable(request -> request.associationId(association));
        ec2.deleteRouteTable(request -> request.routeTableId(table));
    }

    @Test
    void an_interface_is_found_by_what_is_known_of_it() {
        String group = world.ec2().addSecurityGroup(vpc, "nodes", "nodes", Map.of());
        String subnet = subnet();
        String card = world.ec2().addNetworkInterface(subnet, List.of(group), "aws-K8S-i-1", "amazon-eks",
                Map.of("cluster.k8s.amazonaws.com/name", "demo"));
        settle();

        for (Filter filter : List.of(filter("tag:cluster.k8s.amazonaws.com/name", "demo"),
                filter("tag-key", "cluster.k8s.amazonaws.com/name"), filter("group-id", group), filter("vpc-id", vpc),
                filter("subnet-id", subnet), filter("description", "aws-K8S-*"))) {
            assertThat(interfaces(filter, filter("status", "in-use"))).as(filter.name())
                    .extracting(NetworkInterface::networkInterfaceId).containsExactly(card);
        }
    }

    @Test
    void an_interface_leaves_when_its_service_said_it_would() {
        String subnet = subnet();
        String card = world.ec2().addNetworkInterface(subnet, List.of(), "ELB app/x/1", "amazon-elb", Map.of());
        world.ec2().removeNetworkInterface(card, world.now().plusSeconds(60));
        world.clock().advance(Duration.ofSeconds(59));
        refuses("DependencyViolation", () -> ec2.deleteSubnet(request -> request.subnetId(subnet)));

        world.clock().advance(Duration.ofSeconds(1));
        ec2.deleteSubnet(request -> request.subnetId(subnet));
    }

    @Test
    void a_launch_template_is_found_by_tag_and_name_and_deleted_by_either() {
        String one = world.ec2().addLaunchTemplate("eks-1", Map.of("eks:cluster-name", "demo"));
        world.ec2().addLaunchTemplate("eks-2", Map.of("eks:cluster-name", "other"));

        assertThat(ec2.describeLaunchTemplates(request -> request.filters(filter("tag:eks:cluster-name", "demo"))).launchTemplates())
                .extracting(LaunchTemplate::launchTemplateId).containsExactly(one);
        ec2.deleteLaunchTemplate(request -> request.launchTemplateId(one));
        ec2.deleteLaunchTemplate(request -> request.launchTemplateName("eks-2"));
        refuses("InvalidLaunchTemplateId.NotFound", () -> ec2.deleteLaunchTemplate(request -> request.launchTemplateId(one)));
        refuses("InvalidLaunchTemplateName.NotFoundException", () ->
                ec2.describeLaunchTemplates(request -> request.launchTemplateNames("eks-2")));
    }

    @Test
    void a_snapshot_outlives_its_volume_and_is_found_by_tag() {
        String volume = ec2.createVolume(request -> request.availabilityZone("us-west-2a").size(10)).volumeId();
        settle();
        String snapshot = world.ec2().addSnapshot(volume, Map.of("kubernetes.io/cluster/demo", "owned"));
        ec2.deleteVolume(request -> request.volumeId(volume));

        assertThat(ec2.describeSnapshots(request -> request.ownerIds("self").filters(filter("tag:kubernetes.io/cluster/demo", "owned")))
                .snapshots()).extracting(Snapshot::snapshotId).containsExactly(snapshot);
        ec2.deleteSnapshot(request -> request.snapshotId(snapshot));
        refuses("InvalidSnapshot.NotFound", () -> ec2.deleteSnapshot(request -> request.snapshotId(snapshot)));
        assertThatThrownBy(() -> ec2.describeSnapshots(request -> {})).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void the_inventory_leaves_default_groups_out() {
        assertThat(world.ec2().inventory().keySet()).contains("ec2:vpc/" + STANDING)
                .noneMatch(key -> key.startsWith("ec2:security-group/"));
    }
}
