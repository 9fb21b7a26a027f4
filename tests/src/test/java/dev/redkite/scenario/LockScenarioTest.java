package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.failure.ServiceQuota;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.aws.Quotas;
import dev.redkite.sandbox.states.Execution;
import dev.redkite.sandbox.states.ExecutionStatus;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One execution at a time works on an environment; one that runs no longer is in nobody's way. */
class LockScenarioTest {

    private final ObjectNode event = Events.read("01-minimal");
    private final Sandbox sandbox = Sandbox.open(TestSettings.of(event).withQuotas(Quotas.young().with(ServiceQuota.STANDARD_VCPUS, 64)));

    @AfterEach
    void close() {
        sandbox.close();
    }

    private Execution underway() {
        Execution execution = sandbox.start(event);
        sandbox.advance(Duration.ofMinutes(12));
        return execution;
    }

    @Test
    void a_second_request_is_told_who_is_at_work_and_the_first_goes_on_to_ready() {
        Execution first = underway();

        Outcome second = sandbox.deliver(Events.again(event, 1));

        assertThat(second.phase()).isEqualTo("FAILED");
        assertThat(second.error()).isEqualTo("EnvironmentBusy");
        assertThat(second.message()).contains("demo").contains(first.arn());
        assertThat(Happened.record(sandbox, "demo").execution()).isEqualTo(first.arn());
        assertThat(first.isRunning()).isTrue();
        Outcome outcome = sandbox.run(first);
        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
        assertThat(Happened.record(sandbox, "demo").phase()).isEqualTo(EnvironmentRecord.Phase.READY);
    }

    @Test
    void a_request_that_was_refused_may_be_redriven_once_the_first_is_out_of_the_way() {
        Execution first = underway();
        Execution second = sandbox.start(Events.again(event, 1));
        assertThat(sandbox.run(second).error()).isEqualTo("EnvironmentBusy");
        sandbox.executions().stop(first, "Operator", "changed my mind");

        sandbox.executions().redrive(second);
        Outcome outcome = sandbox.run(second);

        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
    }

    @Test
    void the_lock_of_an_aborted_execution_is_taken_over_and_what_it_made_is_used() {
        Execution first = underway();
        sandbox.executions().stop(first, "Operator", "changed my mind");
        assertThat(first.status()).isEqualTo(ExecutionStatus.ABORTED);
        assertThat(Happened.record(sandbox, "demo").execution()).as("stale lock").isEqualTo(first.arn());
        long created = Happened.count(sandbox, "Kafka:CreateClusterV2");

        Outcome second = sandbox.deliver(Events.again(event, 1));

        assertThat(second.phase()).as(second.message()).isEqualTo("READY");
        assertThat(Happened.count(sandbox, "Kafka:CreateClusterV2")).isEqualTo(created);
        assertThat(Happened.record(sandbox, "demo").execution()).isNull();
    }

    @Test
    void two_environments_are_made_at_the_same_time() {
        Execution first = underway();
        ObjectNode other = Events.again(Events.read("02-reference"), 1);

        Outcome second = sandbox.deliver(other);

        assertThat(second.phase()).as(second.message()).isEqualTo("READY");
        assertThat(sandbox.run(first).phase()).isEqualTo("READY");
    }
}
