package dev.redkite.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.failure.ResourceFailed;
import dev.redkite.sandbox.aws.World;
import dev.redkite.stage.Observation;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DeleteVpcEndpointsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;

/** States and refusals of EC2's, which the sandbox's never gives by itself. */
class NetworkStatesTest {

    private final World world = World.standing();
    private final Ec2Client ec2 = world.client(Ec2Client.class);
    private final NetworkSpec wanted = NetworkStageTest.wanted("demo", false);

    private <T> void answering(Class<T> type, UnaryOperator<T> changed) {
        world.intercept((_, service) -> {
            Object answer = service.get();
            return type.isInstance(answer) ? changed.apply(type.cast(answer)) : answer;
        });
    }

    private void network() {
        for (int look = 0; look < 20; look++) {
            new NetworkStage(ec2).ensure(wanted);
            world.clock().advance(Duration.ofSeconds(5));
        }
    }

    private void endpointIs(String state) {
        VpcEndpoint endpoint = VpcEndpoint.builder().vpcEndpointId("vpce-1").state(state).build();
        answering(DescribeVpcEndpointsResponse.class, _ -> DescribeVpcEndpointsResponse.builder().vpcEndpoints(endpoint).build());
    }

    @ParameterizedTest
    @CsvSource({"Pending,pending", "PendingAcceptance,pendingacceptance", "deleting,deleting"})
    void an_endpoint_on_its_way_is_waited_for_however_its_state_is_written(String written, String said) {
        endpointIs(written);

        assertThat(new StorageEndpointStage(ec2).observe(wanted)).isEqualTo(Observation.changing("vpce-1 is " + said));
    }

    @ParameterizedTest
    @ValueSource(strings = {"deleted", "Deleted"})
    void an_endpoint_that_is_deleted_is_none(String state) {
        endpointIs(state);

        assertThat(new StorageEndpointStage(ec2).observe(wanted)).isEqualTo(Observation.absent());
    }

    private void deletionSays(String code) {
        endpointIs("available");
        world.intercept((call, service) -> call.operation().equals("DeleteVpcEndpoints")
                ? DeleteVpcEndpointsResponse.builder().unsuccessful(item -> item.resourceId("vpce-1").error(error -> error.code(code).message("why"))).build()
                : service.get());
    }

    @Test
    void an_endpoint_that_could_not_be_deleted_is_said_though_the_answer_was_200() {
        deletionSays("OperationNotPermitted");

        assertThatThrownBy(() -> new StorageEndpointStage(ec2).remove(wanted)).isInstanceOf(ResourceFailed.class).hasMessage("vpce-1 stays: why");
    }

    @Test
    void an_endpoint_that_was_gone_already_is_deleted() {
        deletionSays("InvalidVpcEndpointId.NotFound");

        new StorageEndpointStage(ec2).remove(wanted);

        assertThat(world.calls()).extracting(Object::toString).contains("Ec2:DeleteVpcEndpoints");
    }

    @Test
    void nothing_is_deleted_where_there_is_no_endpoint() {
        new StorageEndpointStage(ec2).remove(wanted);

        assertThat(world.calls()).extracting(Object::toString).doesNotContain("Ec2:DeleteVpcEndpoints");
    }

    @Test
    void a_vpc_or_a_subnet_that_is_pending_is_waited_for() {
        network();
        answering(DescribeVpcsResponse.class, answer -> answer.toBuilder()
                .vpcs(answer.vpcs().stream().map(vpc -> vpc.toBuilder().state("pending").build()).toList()).build());
        answering(DescribeSubnetsResponse.class, answer -> answer.toBuilder()
                .subnets(answer.subnets().stream().map(subnet -> subnet.toBuilder().state("pending").build()).toList()).build());

        assertThat(new VpcStage(ec2).observe(wanted)).asString().contains("Changing", "is pending");
        assertThat(new SubnetsStage(ec2).observe(wanted)).asString().contains("Changing", "is pending");
    }

    private boolean givesNames() {
        String vpc = new OwnedNetwork(ec2).vpcs(wanted.ownership()).getFirst().vpcId();
        return ec2.describeVpcAttribute(request -> request.vpcId(vpc).attribute("enableDnsHostnames")).enableDnsHostnames().value();
    }

    @Test
    void a_vpc_gives_names_to_hosts_and_does_again_when_somebody_has_switched_that_off() {
        network();
        assertThat(givesNames()).isTrue();
        String vpc = new OwnedNetwork(ec2).vpcs(wanted.ownership()).getFirst().vpcId();
        ec2.modifyVpcAttribute(request -> request.vpcId(vpc).enableDnsHostnames(value -> value.value(false)));

        assertThat(new VpcStage(ec2).observe(wanted)).asString().contains("Drifted", vpc + " gives no DNS names to hosts");
        network();
        assertThat(givesNames()).isTrue();
        assertThat(new VpcStage(ec2).observe(wanted)).isInstanceOf(Observation.Ready.class);
    }
}
