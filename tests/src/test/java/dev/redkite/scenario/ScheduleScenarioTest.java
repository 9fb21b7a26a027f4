package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.aws.scheduler.Invocation;
import dev.redkite.sandbox.states.Execution;
import dev.redkite.stage.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;

/** What a request says about the future comes about on the virtual clock. */
class ScheduleScenarioTest {

    private final ObjectNode event = Events.read("07-office-hours");
    private final Sandbox sandbox = Sandbox.open(Sandbox.Settings.of(event));

    @AfterEach
    void close() {
        sandbox.close();
    }

    private List<String> schedules() {
        return List.copyOf(sandbox.world().scheduler().inventory().keySet());
    }

    @Test
    void a_run_ends_when_its_execution_ends_and_what_falls_due_later_happens_as_time_passes() {
        Outcome outcome = sandbox.deliver(event);

        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
        assertThat(outcome.elapsed()).isLessThan(Duration.ofHours(1));
        assertThat(schedules()).hasSize(3);
        assertThat(sandbox.world().scheduler().invocations()).isEmpty();

        sandbox.advance(Duration.ofDays(1));

        assertThat(sandbox.world().scheduler().invocations()).extracting(Invocation::schedule, Invocation::due).containsExactly(
                tuple("redkite-office-teardown", Instant.parse("2026-11-24T18:00:00Z")),
                tuple("redkite-office-recreate", Instant.parse("2026-11-25T06:00:00Z")));
    }

    @Test
    void the_schedules_stand_long_before_the_environment_does() {
        sandbox.start(event);
        sandbox.advance(Duration.ofMinutes(1));

        assertThat(schedules()).hasSize(3);
    }

    @Test
    void an_update_without_schedules_removes_them() {
        sandbox.deliver(event);
        Events.specification(event).remove(List.of("schedule", "expiresAt"));

        assertThat(sandbox.deliver(Events.again(event, 1)).phase()).isEqualTo("READY");

        assertThat(schedules()).isEmpty();
    }

    /** With the one machine that every deployment has. */
    @Test
    void a_schedule_starts_an_execution_that_runs_to_its_end() {
        ObjectNode other = Events.read("01-minimal");
        String input = Json.text(Json.object()
                .put("StateMachineArn", "arn:aws:states:us-west-2:123456789012:stateMachine:redkite-Provision")
                .put("Name", "demo-<aws.scheduler.execution-id>").put("Input", Json.text(other.path("detail"))));
        sandbox.world().client(SchedulerClient.class).createSchedule(request -> request
                .name("once").scheduleExpression("at(2026-11-24T12:00:00)")
                .flexibleTimeWindow(window -> window.mode(FlexibleTimeWindowMode.OFF))
                .target(target -> target.arn("arn:aws:scheduler:::aws-sdk:sfn:startExecution")
                        .roleArn("arn:aws:iam::123456789012:role/redkite-SchedulerRole").input(input)));

        sandbox.advance(Duration.ofHours(4));

        assertThat(sandbox.executions().all()).singleElement().satisfies(execution -> {
            assertThat(execution.name()).isEqualTo("demo-0000000000000001");
            assertThat(execution.startedAt()).isEqualTo(Instant.parse("2026-11-24T12:00:00Z"));
        });
        Execution execution = sandbox.executions().all().iterator().next();
        assertThat(sandbox.outcome(execution).phase()).isEqualTo("READY");
        assertThat(sandbox.outcome(execution).calls()).isGreaterThan(100);
    }
}
