package dev.redkite.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.environment.AddressNeed;
import dev.redkite.environment.Names;
import dev.redkite.environment.Ownership;
import dev.redkite.environment.Plan;
import dev.redkite.failure.ResourceFailed;
import dev.redkite.sandbox.aws.World;
import dev.redkite.stage.Look;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Retirement;
import dev.redkite.stage.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInternetGatewaysResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Route;

/** A network of the environment's own. */
class NetworkStageTest {

    /** The pace of the state machine. */
    private static final Duration PACE = Duration.ofSeconds(5);

    private final World world = World.standing();
    private final Ec2Client ec2 = world.client(Ec2Client.class);
    private final Stage<NetworkSpec, NetworkSpec, NetworkFacts> stage = whole(ec2);
    private final NetworkSpec wanted = wanted("demo", true);

    /** The network and its way out, in the order of the state machine. */
    static Stage<NetworkSpec, NetworkSpec, NetworkFacts> whole(Ec2Client ec2) {
        NetworkStage network = new NetworkStage(ec2);
        EgressStage egress = new EgressStage(ec2);
        return new Stage<>() {
            @Override
            public Progress<NetworkFacts> ensure(NetworkSpec wanted) {
                return Look.at(() -> network.ensure(wanted).then(facts -> egress.ensure(wanted).map(_ -> facts)));
            }

            @Override
            public Progress<Void> retire(NetworkSpec wanted) {
                return Retirement.inOrder(() -> egress.retire(wanted), () -> network.retire(wanted));
            }
        };
    }

    static NetworkSpec wanted(String environment, boolean natGatewayPerZone) {
        List<Plan.Network.Zone> zones = Stream.of("a", "b", "c")
                .map(letter -> new Plan.Network.Zone("us-west-2" + letter,
                        "10.0.%d.0/24".formatted(letter.charAt(0) - 'a'), "10.0.%d.0/20".formatted(16 * (letter.charAt(0) - 'a' + 1))))
                .toList();
        return new NetworkSpec(
                new Names(environment, 1, "123456789012", "us-west-2"),
                new Ownership(environment, 1, Map.of("team", "search")),
                new Plan.Network(List.of(), "10.0.0.0/16", zones, natGatewayPerZone),
                false,
                new AddressNeed(1, 14, 2, 8),
                "arn:aws:states:us-west-2:123456789012:execution:redkite-provision:1");
    }

    private <F> F done(Supplier<Progress<F>> step) {
        for (int look = 0; look < 100; look++) {
            if (step.get() instanceof Done<F>(F facts)) {
                return facts;
            }
            world.clock().advance(PACE);
        }
        throw new AssertionError("not done after 100 looks: " + step.get());
    }

    private NetworkFacts made() {
        return done(() -> stage.ensure(wanted));
    }

    private List<Map.Entry<String, Map<String, String>>> ours() {
        return world.ec2().inventory().entrySet().stream()
                .filter(resource -> "demo".equals(resource.getValue().get("redkite:environment")))
                .toList();
    }

    @Test
    void makes_subnets_of_both_kinds_in_every_zone_and_a_group_for_the_brokers() {
        NetworkFacts facts = made();

        assertThat(facts.vpcCidr()).isEqualTo("10.0.0.0/16");
        assertThat(facts.zones()).containsExactly("us-west-2a", "us-west-2b", "us-west-2c");
        assertThat(facts.privateSubnetIds()).hasSize(3).doesNotContainAnyElementsOf(facts.publicSubnetIds());
        assertThat(facts.publicSubnetIds()).hasSize(3);
        assertThat(ec2.describeSecurityGroups(request -> request.groupIds(facts.brokerSecurityGroupId())).securityGroups())
                .singleElement()
                .satisfies(group -> assertThat(group.ipPermissions()).isEmpty())
                .satisfies(group -> assertThat(group.vpcId()).isEqualTo(facts.vpcId()));
    }

    @Test
    void is_done_within_half_a_minute_of_the_nat_gateways() {
        Instant begun = world.now();

        made();

        assertThat(Duration.between(begun, world.now()))
                .isLessThan(world.place().durations().create("natGateway").plusSeconds(30));
    }

    @Test
    void sends_each_private_subnet_through_the_nat_gateway_of_its_own_zone() {
        NetworkFacts facts = made();

        List<String> gateways = facts.privateSubnetIds().stream().map(this::natGatewayOf).toList();

        assertThat(gateways).doesNotHaveDuplicates().doesNotContainNull();
    }

    @Test
    void sends_all_private_subnets_through_one_nat_gateway_where_one_is_wanted() {
        NetworkFacts facts = done(() -> stage.ensure(wanted("demo", false)));

        assertThat(facts.privateSubnetIds().stream().map(this::natGatewayOf).distinct()).hasSize(1).doesNotContainNull();
    }

    private String natGatewayOf(String subnetId) {
        return ec2.describeRouteTables(request -> request.filters(Ec2Tags.filter("association.subnet-id", subnetId)))
                .routeTables().getFirst().routes().stream()
                .filter(route -> route.destinationCidrBlock().equals("0.0.0.0/0"))
                .map(Route::natGatewayId)
                .findFirst()
                .orElse(null);
    }

    @Test
    void serves_every_private_subnet_by_the_storage_endpoint() {
        made();

        assertThat(ec2.describeVpcEndpoints(request -> {}).vpcEndpoints())
                .singleElement()
                .satisfies(endpoint -> assertThat(endpoint.routeTableIds()).hasSize(3));
    }

    @Test
    void tags_everything_that_it_makes() {
        Map<String, Map<String, String>> before = world.ec2().inventory();

        made();

        Map<String, Map<String, String>> added = world.ec2().inventory();
        added.keySet().removeAll(before.keySet());
        added.keySet().removeIf(id -> id.startsWith("ec2:network-interface/") || id.startsWith("ec2:security-group-rule/"));
        assertThat(added.values().stream().filter(tags -> !"search".equals(tags.get("team"))))
                .as("the main route table comes with the VPC, untagged")
                .hasSize(1);
    }

    @Test
    void changes_nothing_the_second_time() {
        NetworkFacts first = made();
        world.takeChanges();

        assertThat(stage.ensure(wanted)).isEqualTo(new Done<>(first));

        assertThat(world.takeChanges()).isEmpty();
    }

    @Test
    void asks_for_nothing_twice_while_the_nat_gateways_are_pending() {
        made();

        assertThat(world.calls().stream().filter(call -> !call.reads()).map(Object::toString))
                .filteredOn(call -> call.startsWith("Ec2:Create") || call.equals("Ec2:AllocateAddress"))
                .containsOnlyOnce("Ec2:CreateVpc", "Ec2:CreateInternetGateway", "Ec2:CreateSecurityGroup", "Ec2:CreateVpcEndpoint")
                .hasSize(4 + 6 + 3 + 3 + 4 + 4);
    }

    @Test
    void leaves_the_account_as_it_was_when_retired() {
        Map<String, Map<String, String>> before = world.ec2().inventory();
        made();

        done(() -> stage.retire(wanted));

        assertThat(world.ec2().inventory()).isEqualTo(before);
    }

    @Test
    void retires_what_a_crash_left_half_made() {
        Map<String, Map<String, String>> before = world.ec2().inventory();
        for (int look = 0; look < 4; look++) {
            stage.ensure(wanted);
            world.clock().advance(PACE);
        }

        done(() -> stage.retire(wanted));

        assertThat(world.ec2().inventory()).isEqualTo(before);
    }

    @Test
    void retires_nothing_where_nothing_is() {
        assertThat(stage.retire(wanted)).isInstanceOf(Done.class);

        assertThat(world.takeChanges()).isEmpty();
    }

    @Test
    void leaves_another_environments_network_alone_when_retired() {
        made();
        done(() -> stage.ensure(wanted("other", false)));
        List<?> demo = ours();

        done(() -> stage.retire(wanted("other", false)));

        assertThat(ours()).isEqualTo(demo);
    }

    @Test
    void keeps_one_of_two_vpcs_that_a_lost_answer_left() {
        for (int i = 0; i < 2; i++) {
            ec2.createVpc(request -> request.cidrBlock("10.0.0.0/16").tagSpecifications(
                    Ec2Tags.specification(ResourceType.VPC, wanted.ownership().tags("redkite-demo"))));
        }

        made();

        assertThat(ours()).filteredOn(resource -> resource.getKey().startsWith("ec2:vpc/")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ec2:DescribeVpcs", "Ec2:DescribeInternetGateways"})
    void keeps_one_where_a_look_that_lagged_asked_for_a_second_one(String look) {
        AtomicInteger looks = new AtomicInteger();
        Map<String, Object> nothing = Map.of("Ec2:DescribeVpcs", DescribeVpcsResponse.builder().build(),
                "Ec2:DescribeInternetGateways", DescribeInternetGatewaysResponse.builder().build());
        AtomicBoolean late = new AtomicBoolean();
        NetworkStage network = new NetworkStage(ec2);
        world.intercept((call, service) ->
                late.get() && call.toString().equals(look) && looks.incrementAndGet() == 1 ? nothing.get(look) : service.get());
        done(() -> network.ensure(wanted));
        late.set(true);

        done(() -> network.ensure(wanted));

        assertThat(ours()).filteredOn(resource -> resource.getKey().matches("ec2:(vpc|internet-gateway)/.*")).hasSize(2);
    }

    @Test
    void corrects_a_tag_and_nothing_else() {
        NetworkFacts facts = made();
        ec2.createTags(request -> request.resources(facts.vpcId()).tags(tag -> tag.key("team").value("ranking")));
        world.takeChanges();

        assertThat(done(() -> stage.ensure(wanted))).isEqualTo(facts);

        assertThat(world.takeChanges()).containsExactly("Ec2:CreateTags");
    }

    /** A route whose gateway is gone stays in its table as a black hole. */
    @Test
    void leads_the_routes_of_a_nat_gateway_that_somebody_deleted_to_the_one_in_its_place() {
        NetworkFacts facts = made();
        String subnet = facts.privateSubnetIds().getFirst();
        String gateway = natGatewayOf(subnet);
        ec2.deleteNatGateway(request -> request.natGatewayId(gateway));
        world.clock().advance(Duration.ofMinutes(5));
        world.takeChanges();

        made();

        assertThat(world.takeChanges()).containsExactly("Ec2:CreateNatGateway", "Ec2:ReplaceRoute");
        assertThat(natGatewayOf(subnet)).isNotNull().isNotEqualTo(gateway);
    }

    /** A client token is answered with what it made, even if that is gone: the next execution has others. */
    @Test
    void makes_again_in_another_execution_what_somebody_deleted() {
        made();
        world.clock().advance(Duration.ofHours(2));
        ec2.deleteVpcEndpoints(request -> request.vpcEndpointIds(
                ec2.describeVpcEndpoints(all -> {}).vpcEndpoints().getFirst().vpcEndpointId()));
        String table = publicTable();
        ec2.describeRouteTables(request -> request.routeTableIds(table)).routeTables().getFirst().associations()
                .forEach(each -> ec2.disassociateRouteTable(request -> request.associationId(each.routeTableAssociationId())));
        ec2.deleteRouteTable(request -> request.routeTableId(table));
        world.clock().advance(Duration.ofMinutes(5));
        NetworkSpec later = new NetworkSpec(wanted.names(), wanted.ownership(), wanted.network(), false, wanted.need(), wanted.execution() + "-2");

        done(() -> stage.ensure(later));

        assertThat(publicTable()).isNotEqualTo(table);
        assertThat(ec2.describeVpcEndpoints(request -> {}).vpcEndpoints()).hasSize(1);
    }

    private String publicTable() {
        return ec2.describeRouteTables(request -> request.filters(Ec2Tags.filter("tag:Name", "redkite-demo-public")))
                .routeTables().getFirst().routeTableId();
    }

    @Test
    void replaces_a_failed_nat_gateway_when_called_again() {
        world.ec2().failNextNatGateway();

        assertThatThrownBy(this::made).isInstanceOf(ResourceFailed.class).hasMessageContaining("InternalError");
        NetworkFacts facts = made();

        assertThat(facts.privateSubnetIds().stream().map(this::natGatewayOf)).doesNotHaveDuplicates().doesNotContainNull();
    }

    /** EC2 shows it for an hour. */
    @Test
    void a_failed_nat_gateway_holds_up_no_removal() {
        Map<String, Map<String, String>> before = world.ec2().inventory();
        world.ec2().failNextNatGateway();
        assertThatThrownBy(this::made).isInstanceOf(ResourceFailed.class);

        done(() -> stage.retire(wanted));

        assertThat(world.ec2().inventory()).isEqualTo(before);
    }

    @Test
    void waits_for_whatever_still_holds_a_subnet() {
        Map<String, Map<String, String>> before = world.ec2().inventory();
        NetworkFacts facts = made();
        String leftover = world.ec2().addNetworkInterface(
                facts.privateSubnetIds().getFirst(), List.of(facts.brokerSecurityGroupId()), "leftover", "amazon-elb", Map.of());
        for (int look = 0; look < 30; look++) {
            assertThat(stage.retire(wanted)).isInstanceOf(Pending.class);
            world.clock().advance(PACE);
        }
        world.ec2().removeNetworkInterface(leftover);

        done(() -> stage.retire(wanted));

        assertThat(world.ec2().inventory()).isEqualTo(before);
    }
}
