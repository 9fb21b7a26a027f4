package dev.redkite.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.environment.AddressNeed;
import dev.redkite.environment.Names;
import dev.redkite.environment.Ownership;
import dev.redkite.environment.Plan;
import dev.redkite.failure.ResourceFailed;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.World;
import dev.redkite.stage.Look;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AllocateAddressRequest;
import software.amazon.awssdk.services.ec2.model.CreateRouteRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsResponse;
import software.amazon.awssdk.services.ec2.model.NatGateway;

class EgressStageTest {

    private static final Duration PACE = Duration.ofSeconds(5);

    private final World world = World.standing();
    private final Ec2Client ec2 = world.client(Ec2Client.class);
    private final NetworkStage network = new NetworkStage(ec2);
    private final Stage<NetworkSpec, NetworkSpec, EgressFacts> egress = new EgressStage(ec2);
    private final NetworkSpec wanted = NetworkStageTest.wanted("demo", true);

    private <F> F done(Supplier<Progress<F>> step) {
        for (int look = 0; look < 100; look++) {
            if (Look.at(step) instanceof Done<F>(F facts)) {
                return facts;
            }
            world.clock().advance(PACE);
        }
        throw new AssertionError("not done after 100 looks: " + step.get());
    }

    private EgressFacts made() {
        done(() -> network.ensure(wanted));
        return done(() -> egress.ensure(wanted));
    }

    private static NetworkSpec adopting() {
        return new NetworkSpec(
                new Names("demo", 1, "123456789012", "us-west-2"),
                new Ownership("demo", 1, Map.of()),
                new Plan.Network(List.of("subnet-0a1a0000000000001", "subnet-0a1b0000000000002"), null, List.of(), false),
                false,
                new AddressNeed(1, 14, 2, 8),
                "arn:aws:states:us-west-2:123456789012:execution:redkite-provision:1");
    }

    @Test
    void names_the_nat_gateways_that_it_made() {
        EgressFacts facts = made();

        assertThat(facts.natGatewayIds()).hasSize(3).containsExactlyInAnyOrderElementsOf(
                NatGatewaysStage.gateways(ec2, wanted).stream().map(NatGateway::natGatewayId).toList());
    }

    @Test
    void does_nothing_for_adopted_subnets() {
        Progress<EgressFacts> progress = egress.ensure(adopting());

        assertThat(progress).isEqualTo(new Done<>(new EgressFacts(List.of())));
        assertThat(world.takeChanges()).isEmpty();
    }

    @Test
    void retires_nothing_of_adopted_subnets() {
        Progress<Void> progress = egress.retire(adopting());

        assertThat(progress).isInstanceOf(Done.class);
        assertThat(world.takeChanges()).isEmpty();
    }

    @Test
    void leaves_the_network_when_retired_before_it() {
        done(() -> network.ensure(wanted));
        Map<String, Map<String, String>> before = world.ec2().inventory();
        done(() -> egress.ensure(wanted));

        done(() -> egress.retire(wanted));

        assertThat(world.ec2().inventory()).isEqualTo(before);
    }

    /** Of five that the account may have: the second set does not fit, and is ours all the same. */
    @Test
    void gives_back_the_addresses_that_a_look_which_lagged_asked_for_a_second_time() {
        AtomicReference<Instant> allocated = new AtomicReference<>();
        world.intercept((call, service) -> {
            if (call.request() instanceof AllocateAddressRequest) {
                allocated.compareAndSet(null, world.now());
            }
            boolean hidden = allocated.get() != null && world.now().isBefore(allocated.get().plus(PACE).plusSeconds(2));
            return call.request() instanceof DescribeAddressesRequest && hidden
                    ? DescribeAddressesResponse.builder().build() : service.get();
        });

        made();

        assertThat(world.calls()).filteredOn(call -> call.toString().equals("Ec2:AllocateAddress")).hasSizeGreaterThan(3);
        assertThat(AddressesStage.addresses(ec2, wanted)).hasSize(3).allSatisfy(
                address -> assertThat(address.associationId()).isNotNull());
    }

    /** EC2 is eventually consistent: an available gateway may still be unknown to the call that makes a route. */
    @Test
    void looks_again_when_a_nat_gateway_is_not_known_to_the_routes_yet() {
        AtomicBoolean denied = new AtomicBoolean();
        world.intercept((call, service) -> {
            if (call.request() instanceof CreateRouteRequest route && route.natGatewayId() != null && !denied.getAndSet(true)) {
                throw Errors.of("Ec2", 400, "InvalidNatGatewayID.NotFound", "The natGateway ID does not exist");
            }
            return service.get();
        });

        made();

        assertThat(denied).isTrue();
        assertThat(ec2.describeRouteTables(request -> request.filters(Ec2Tags.owned(wanted.ownership()))).routeTables()
                .stream().flatMap(table -> table.routes().stream()).filter(route -> route.natGatewayId() != null))
                .hasSize(3);
    }

    /** A client token would be answered with the one that failed, in this execution and whenever it is redriven. */
    @Test
    void makes_an_endpoint_of_s3_that_failed_again_in_the_same_execution() {
        AtomicBoolean failed = new AtomicBoolean();
        world.intercept((call, service) -> {
            Object answer = service.get();
            return answer instanceof DescribeVpcEndpointsResponse shown && !shown.vpcEndpoints().isEmpty() && !failed.getAndSet(true)
                    ? inState("failed", shown) : answer;
        });

        assertThatThrownBy(this::made).isInstanceOf(ResourceFailed.class)
                .hasMessageMatching("vpce-\\w+ is failed\\. It was removed, to be made again\\.");
        made();

        assertThat(ec2.describeVpcEndpoints(request -> request.filters(Ec2Tags.owned(wanted.ownership()))).vpcEndpoints())
                .filteredOn(endpoint -> endpoint.stateAsString().equals("available")).hasSize(1);
    }

    private static DescribeVpcEndpointsResponse inState(String state, DescribeVpcEndpointsResponse shown) {
        return shown.toBuilder().vpcEndpoints(shown.vpcEndpoints().getFirst().toBuilder().state(state).build()).build();
    }

    @Test
    void paused_it_keeps_tables_and_the_way_to_s3_and_made_again_it_leads_out_as_before() {
        made();
        EgressStage stage = new EgressStage(ec2);

        done(() -> stage.pause(wanted).map(_ -> true));

        assertThat(NatGatewaysStage.gateways(ec2, wanted)).allMatch(gateway -> gateway.stateAsString().equals("deleted"));
        assertThat(AddressesStage.addresses(ec2, wanted)).isEmpty();
        assertThat(ec2.describeVpcEndpoints(request -> request.filters(Ec2Tags.owned(wanted.ownership()))).vpcEndpoints()).hasSize(1);

        assertThat(done(() -> stage.ensure(wanted)).natGatewayIds()).hasSize(3);
        assertThat(new OwnedNetwork(ec2).routeTablesByName(wanted).values()).allMatch(DefaultRoute::works);
    }
}
