package dev.redkite.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.environment.AddressNeed;
import dev.redkite.environment.Names;
import dev.redkite.environment.Ownership;
import dev.redkite.environment.Plan;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.RouteState;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.SubnetState;
import software.amazon.awssdk.services.ec2.model.Tag;

/** What speaks against subnets, from what EC2 has said of them and nothing else. */
class SubnetViolationsTest {

    private static final List<SecurityGroup> GROUPS = List.of(SecurityGroup.builder().groupId("sg-brokers").build());

    private static final String VPC = "vpc-1";
    private static final AddressNeed NEED = new AddressNeed(1, 14, 2, 8);
    private static final RouteTable MAIN = table("rtb-main", "nat-1").toBuilder().associations(each -> each.main(true)).build();

    private static RouteTable table(String id, String target) {
        return RouteTable.builder().routeTableId(id).vpcId(VPC).routes(
                route -> route.destinationCidrBlock("10.0.0.0/16").gatewayId("local").state(RouteState.ACTIVE),
                route -> route.destinationCidrBlock("0.0.0.0/0").state(RouteState.ACTIVE)
                        .gatewayId(target.startsWith("nat-") ? null : target).natGatewayId(target.startsWith("nat-") ? target : null)).build();
    }

    /** To an internet gateway. */
    private static RouteTable publicTable(String... subnets) {
        return table("rtb-public", "igw-1").toBuilder().associations(Stream.of(subnets)
                .map(id -> RouteTableAssociation.builder().subnetId(id).main(false).build()).toList()).build();
    }

    private static Subnet subnet(String id, String zone, int free) {
        return Subnet.builder().subnetId(id).vpcId(VPC).availabilityZone(zone).state(SubnetState.AVAILABLE).availableIpAddressCount(free).build();
    }

    private static NetworkSpec wanted(boolean internetFacing, String... subnets) {
        return wanted(NEED, internetFacing, subnets);
    }

    private static NetworkSpec wanted(AddressNeed need, boolean internetFacing, String... subnets) {
        return new NetworkSpec(new Names("demo", 1, "123456789012", "us-west-2"), new Ownership("demo", 1, Map.of()),
                new Plan.Network(List.of(subnets), null, List.of(), false), internetFacing, need, null);
    }

    private static AdoptedSubnets found(NetworkSpec wanted, List<Subnet> neighbours, List<RouteTable> tables, boolean occupied, NetworkSpec leaving) {
        return new AdoptedSubnets(wanted, List.of(subnet("subnet-a", "a", 30), subnet("subnet-b", "b", 29)),
                neighbours, tables, List.of(), occupied ? GROUPS : List.of(), leaving);
    }

    private static List<String> violations(boolean occupied, NetworkSpec leaving) {
        return found(wanted(false, "subnet-a", "subnet-b"), List.of(), List.of(MAIN), occupied, leaving).violations();
    }

    @Test
    void as_many_addresses_as_are_needed_are_enough_and_one_less_is_not() {
        assertThat(violations(false, null)).containsExactly("subnet-b has 29 free addresses and needs " + NEED.inWords() + "; free some, or name a larger subnet");
    }

    @Test
    void whoever_stands_has_taken_his_addresses() {
        assertThat(violations(true, null)).isEmpty();
    }

    @Test
    void a_life_that_is_torn_down_before_gives_its_addresses_back() {
        assertThat(violations(true, wanted(false, "subnet-a", "subnet-b"))).isEmpty();
    }

    @Test
    void a_life_that_is_torn_down_elsewhere_gives_nothing_back() {
        assertThat(violations(true, wanted(false, "subnet-a", "subnet-c"))).singleElement().asString().startsWith("subnet-b has 29 free addresses and needs");
    }

    @Test
    void what_a_teardown_gives_back_is_told_where_it_is_too_little() {
        AdoptedSubnets full = new AdoptedSubnets(wanted(new AddressNeed(4, 14, 2, 8), false, "subnet-a", "subnet-b"),
                List.of(subnet("subnet-a", "a", 100), subnet("subnet-b", "b", 1)), List.of(), List.of(MAIN), List.of(), GROUPS, wanted(false, "subnet-b"));

        assertThat(full.violations()).singleElement().asString().startsWith("subnet-b has 1 free addresses, gets back at most 30 by the teardown, and needs 72");
    }

    @Test
    void a_subnet_that_is_not_available_is_named_with_its_state() {
        Subnet pending = subnet("subnet-b", "b", 100).toBuilder().state(SubnetState.PENDING).build();

        assertThat(new AdoptedSubnets(wanted(false, "subnet-a", "subnet-b"), List.of(subnet("subnet-a", "a", 100), pending),
                List.of(), List.of(MAIN), List.of(), List.of(), null).violations()).containsExactly("subnet-b is pending: name one that is available");
    }

    @Test
    void a_subnets_own_route_table_comes_before_its_vpcs_main_one() {
        assertThat(found(wanted(false, "subnet-a", "subnet-b"), List.of(), List.of(MAIN, publicTable("subnet-a")), true, null).violations())
                .singleElement().asString().startsWith("subnet-a is public, for rtb-public sends 0.0.0.0/0 to an internet gateway");
    }

    @Test
    void a_vpc_without_a_main_route_table_is_an_error_of_ours() {
        AdoptedSubnets unknown = found(wanted(false, "subnet-a"), List.of(), List.of(MAIN.toBuilder().vpcId("vpc-2").build()), true, null);

        assertThatThrownBy(unknown::violations).isInstanceOf(IllegalStateException.class).hasMessage("EC2 shows no main route table of " + VPC);
    }

    private static Subnet inRole(Subnet subnet, String value) {
        return subnet.toBuilder().tags(Tag.builder().key("kubernetes.io/role/elb").value(value).build()).build();
    }

    private static List<String> publicSubnets(boolean occupied, Subnet... neighbours) {
        RouteTable table = publicTable(Stream.of(neighbours).map(Subnet::subnetId).toArray(String[]::new));
        return found(wanted(true, "subnet-a", "subnet-b"), List.of(neighbours), List.of(MAIN, table), occupied, null).publicSubnets().stream()
                .map(Subnet::subnetId).toList();
    }

    @Test
    void of_two_public_subnets_in_a_zone_the_one_that_is_tagged_for_load_balancers_is_taken() {
        assertThat(publicSubnets(true, subnet("subnet-1", "a", 8), inRole(subnet("subnet-2", "a", 8), ""))).containsExactly("subnet-2");
        assertThat(publicSubnets(true, subnet("subnet-1", "a", 8), inRole(subnet("subnet-2", "a", 8), "1"))).containsExactly("subnet-2");
        assertThat(publicSubnets(true, subnet("subnet-1", "a", 8), inRole(subnet("subnet-2", "a", 8), "0"))).containsExactly("subnet-1");
    }

    @Test
    void a_public_subnet_has_eight_addresses_free_unless_the_load_balancer_stands() {
        assertThat(publicSubnets(false, subnet("subnet-1", "a", 7), subnet("subnet-2", "b", 8))).containsExactly("subnet-2");
        assertThat(publicSubnets(true, subnet("subnet-1", "a", 7), subnet("subnet-2", "b", 8))).containsExactly("subnet-1", "subnet-2");
    }

    private static List<String> ofPublic(int zones, boolean internetFacing) {
        List<Subnet> neighbours = IntStream.range(0, zones).mapToObj(i -> subnet("subnet-" + i, "zone" + i, 8)).toList();
        RouteTable table = publicTable(neighbours.stream().map(Subnet::subnetId).toArray(String[]::new));
        return found(wanted(internetFacing, "subnet-a", "subnet-b"), neighbours, List.of(MAIN, table), true, null).violations();
    }

    @Test
    void an_internet_facing_load_balancer_takes_public_subnets_in_two_zones() {
        assertThat(ofPublic(1, true)).singleElement().asString()
                .startsWith("vpc-1 has public subnets with 8 free addresses in 1 zones, and an internet-facing load balancer needs 2");
        assertThat(ofPublic(2, true)).isEmpty();
        assertThat(ofPublic(0, false)).isEmpty();
    }

    @Test
    void a_route_whose_target_is_gone_does_not_work() {
        RouteTable gone = table("rtb-own", "nat-1").toBuilder()
                .routes(route -> route.destinationCidrBlock("0.0.0.0/0").natGatewayId("nat-1").state(RouteState.BLACKHOLE)).build();

        assertThat(DefaultRoute.works(gone)).isFalse();
        assertThat(DefaultRoute.works(MAIN)).isTrue();
        assertThat(DefaultRoute.works(RouteTable.builder().build())).isFalse();
    }

    @Test
    void only_an_internet_gateway_makes_a_subnet_public() {
        assertThat(DefaultRoute.leadsToInternetGateway(table("rtb-1", "igw-1"))).isTrue();
        assertThat(DefaultRoute.leadsToInternetGateway(table("rtb-1", "vgw-1"))).isFalse();
        assertThat(DefaultRoute.leadsToInternetGateway(MAIN)).isFalse();
        assertThat(DefaultRoute.leadsToInternetGateway(RouteTable.builder().build())).isFalse();
    }
}
