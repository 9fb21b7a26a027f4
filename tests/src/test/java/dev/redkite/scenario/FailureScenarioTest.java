package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.aws.eventbridge.FakeEventBridgeClient.Event;
import dev.redkite.sandbox.states.Execution;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What AWS does not bring up is made again, a bounded number of times; then people are told and can go on from there. */
class FailureScenarioTest {

    private static final List<String> SAME_AGAIN = List.of(
            "Network", "KafkaConfiguration", "ObjectStorage", "ClusterRole", "EksCluster", "WorkloadIdentity",
            "NetworkAddons", "NodeGroup", "Addons", "StorageClass", "LoadBalancerController");

    private final ObjectNode event = Events.read("01-minimal");
    private final Sandbox sandbox = Sandbox.open(TestSettings.of(event));

    @AfterEach
    void close() {
        sandbox.close();
    }

    private Execution failed() {
        sandbox.world().kafka().endsFailed(3);
        Execution execution = sandbox.start(event);
        sandbox.run(execution);
        return execution;
    }

    /** At its first attempt a service does not see yet what was just made for it: the brokers' security group, the nodes' role. */
    private static final int REFUSED = 1;

    @Test
    void a_kafka_cluster_that_ends_failed_once_is_made_again() {
        sandbox.world().kafka().endsFailed(1);

        Outcome outcome = sandbox.deliver(event);

        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
        assertThat(Happened.count(sandbox, "Kafka:DeleteCluster")).isEqualTo(1);
        assertThat(Happened.count(sandbox, "Kafka:CreateClusterV2")).isEqualTo(REFUSED + 2);
    }

    @Test
    void a_nat_gateway_that_ends_failed_once_is_made_again() {
        ObjectNode newNetwork = Events.read("03-new-network");
        try (Sandbox other = Sandbox.open(TestSettings.of(newNetwork))) {
            other.world().ec2().failNextNatGateway();

            Outcome outcome = other.deliver(newNetwork);

            assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
            assertThat(Happened.count(other, "Ec2:DeleteNatGateway")).isEqualTo(1);
        }
    }

    @Test
    void a_node_group_that_ends_failed_once_is_made_again() {
        sandbox.world().eks().nodeGroupEndsFailed(1);

        Outcome outcome = sandbox.deliver(event);

        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
        assertThat(Happened.count(sandbox, "Eks:DeleteNodegroup")).isEqualTo(1);
        assertThat(Happened.count(sandbox, "Eks:CreateNodegroup")).isEqualTo(REFUSED + 2);
        assertThat(Happened.count(sandbox, "Kafka:CreateClusterV2")).isEqualTo(REFUSED + 1);
    }

    @Test
    void a_kafka_cluster_that_ends_failed_three_times_fails_the_execution_and_everybody_is_told_why() {
        sandbox.world().kafka().endsFailed(3);

        Outcome outcome = sandbox.deliver(event);

        assertThat(outcome.phase()).isEqualTo("FAILED");
        assertThat(outcome.error()).isEqualTo("ResourceFailed");
        assertThat(outcome.message()).startsWith("KafkaCluster: MSK cluster redkite-demo ended FAILED: ")
                .doesNotContain("MSK gives no reason");
        assertThat(Happened.count(sandbox, "Kafka:CreateClusterV2")).isEqualTo(REFUSED + 3);
        EnvironmentRecord record = Happened.record(sandbox, "demo");
        assertThat(record.phase()).isEqualTo(Phase.FAILED);
        assertThat(record.execution()).as("lock").isNull();
        assertThat(record.failure().message()).isEqualTo(outcome.message());
        assertThat(Happened.endings(sandbox)).singleElement().satisfies(this::tellsOfTheFailure);
    }

    private void tellsOfTheFailure(Event told) {
        assertThat(told.detailType()).isEqualTo("Environment Failed");
        assertThat(told.detail().path("environment").asText()).isEqualTo("demo");
        assertThat(told.detail().path("message").asText()).contains("redkite-demo ended FAILED");
    }

    @Test
    void a_redrive_after_the_cause_is_gone_goes_on_to_ready_and_makes_nothing_twice() {
        Execution execution = failed();
        int since = sandbox.trace().size();

        sandbox.executions().redrive(execution);
        Outcome outcome = sandbox.run(execution);

        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
        assertThat(outcome.generation()).isEqualTo(1);
        assertOnlyTheRestWasMade(since);
        assertThat(Happened.announced(sandbox)).containsExactly("Environment Failed", "Environment Ready");
        assertThat(Happened.record(sandbox, "demo").failure()).isNull();
    }

    @Test
    void a_redrive_while_the_cause_is_still_there_fails_again_and_may_be_redriven_again() {
        Execution execution = failed();
        sandbox.world().kafka().endsFailed(3);

        sandbox.executions().redrive(execution);
        Outcome again = sandbox.run(execution);
        sandbox.executions().redrive(execution);
        Outcome last = sandbox.run(execution);

        assertThat(again.phase()).isEqualTo("FAILED");
        assertThat(again.error()).isEqualTo("ResourceFailed");
        assertThat(last.phase()).as(last.message()).isEqualTo("READY");
        assertThat(Happened.announced(sandbox))
                .containsExactly("Environment Failed", "Environment Failed", "Environment Ready");
    }

    @Test
    void the_same_request_in_a_new_event_goes_on_too() {
        failed();
        int since = sandbox.trace().size();

        Outcome outcome = sandbox.deliver(Events.again(event, 1));

        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
        assertThat(outcome.generation()).isEqualTo(1);
        assertOnlyTheRestWasMade(since);
    }

    /** The Kafka cluster and what comes after it; everything beside it already stood. */
    private void assertOnlyTheRestWasMade(int since) {
        List<String> changes = Happened.changes(sandbox, since);
        assertThat(changes).containsOnlyOnce("KafkaCluster Kafka:CreateClusterV2");
        assertThat(changes).extracting(change -> change.split(" ")[0]).doesNotContainAnyElementsOf(SAME_AGAIN);
    }
}
