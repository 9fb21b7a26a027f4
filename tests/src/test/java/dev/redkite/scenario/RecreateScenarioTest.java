package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.states.Execution;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An environment's next life: from a whole one, from a half-made one, from a half-removed one. */
class RecreateScenarioTest {

    private final ObjectNode event = Events.read("02-reference");
    private final Sandbox sandbox = Sandbox.open(TestSettings.of(event));

    @AfterEach
    void close() {
        sandbox.close();
    }

    private void assertSecondLife(Outcome outcome) {
        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
        assertThat(outcome.generation()).isEqualTo(2);
        assertThat(sandbox.world().inventory().keySet()).noneMatch(name -> name.contains("-g1"));
        assertThat(sandbox.world().inventory().values())
                .filteredOn(tags -> "reference".equals(tags.get("redkite:environment")) && "1".equals(tags.get("redkite:generation")))
                .as("of generation 1, besides the bucket").hasSizeLessThanOrEqualTo(1);
        assertThat(Happened.record(sandbox, "reference").phase()).isEqualTo(Phase.READY);
        assertThat(Happened.record(sandbox, "reference").execution()).as("lock").isNull();
    }

    private void halfWay(ObjectNode request, Duration duration) {
        Execution execution = sandbox.start(request);
        sandbox.advance(duration);
        assertThat(execution.isRunning()).isTrue();
        sandbox.executions().stop(execution, "Operator", "changed my mind");
    }

    @Test
    void nothing_of_the_first_life_is_left_but_the_bucket_and_what_is_in_it() {
        sandbox.deliver(event);

        assertSecondLife(sandbox.deliver(Events.read("12-recreate")));

        assertThat(sandbox.world().s3().keys("redkite-reference-123456789012-us-west-2"))
                .anyMatch(key -> key.startsWith("reference/g1/")).anyMatch(key -> key.startsWith("reference/g2/"));
    }

    @Test
    void a_half_finished_teardown_is_finished_first() {
        sandbox.deliver(event);
        halfWay(Events.read("10-teardown"), Duration.ofMinutes(5));

        Outcome refused = sandbox.deliver(Events.again(event, 1));
        assertThat(refused.phase()).isEqualTo("INVALID");
        assertThat(refused.message()).contains("half torn down");

        assertSecondLife(sandbox.deliver(Events.read("12-recreate")));
    }

    @Test
    void a_half_finished_provision_is_taken_back_first() {
        halfWay(event, Duration.ofMinutes(12));

        assertSecondLife(sandbox.deliver(Events.read("12-recreate")));
    }

    @Test
    void while_it_runs_another_request_is_told_who_is_at_work() {
        sandbox.deliver(event);
        Execution recreate = sandbox.start(Events.read("12-recreate"));
        sandbox.advance(Duration.ofMinutes(5));

        Outcome other = sandbox.deliver(Events.again(Events.read("10-teardown"), 1));

        assertThat(other.error()).isEqualTo("EnvironmentBusy");
        assertThat(other.message()).contains(recreate.arn());
        assertThat(sandbox.run(recreate).phase()).isEqualTo("READY");
    }
}
