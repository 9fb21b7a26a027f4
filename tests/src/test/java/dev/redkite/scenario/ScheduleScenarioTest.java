package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.backup.Backups;
import dev.redkite.environment.Plan;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.states.Execution;
import dev.redkite.sandbox.states.ExecutionStatus;
import dev.redkite.stage.StageRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** What a request says about the future comes about on the virtual clock. */
class ScheduleScenarioTest {

    private final ObjectNode event = Events.read("14-scheduled");
    private final Sandbox sandbox = Sandbox.open(TestSettings.of(event));

    @AfterEach
    void close() {
        sandbox.close();
    }

    private List<String> schedules() {
        return sandbox.world().scheduler().inventory().keySet().stream().filter(name -> !name.contains("/default/")).toList();
    }

    private List<Execution> started(String machine) {
        return sandbox.executions().all().stream()
                .filter(execution -> execution.machine().name().equals("redkite-" + machine))
                .filter(execution -> execution.input().path("scheduled").asBoolean() && !execution.input().has(StageRequest.PARENT))
                .toList();
    }

    private static List<String> times(List<Execution> executions) {
        return executions.stream().map(Execution::startedAt).map(Instant::toString).toList();
    }

    @Test
    void a_run_ends_when_its_execution_ends_and_nothing_has_fallen_due() {
        Outcome outcome = sandbox.deliver(event);

        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
        assertThat(outcome.elapsed()).isLessThan(Duration.ofHours(1));
        assertThat(schedules()).hasSize(3);
        assertThat(sandbox.world().scheduler().invocations()).isEmpty();
    }

    /** Clocks in Berlin went back an hour on Sunday, 25 October 2026: 19:00 was 17:00 UTC before and 18:00 UTC after. */
    @Test
    void a_week_over_a_change_of_the_clocks_has_five_nights_and_five_mornings() {
        sandbox.deliver(event);

        sandbox.advance(Duration.ofDays(7));

        assertThat(times(started("teardown"))).containsExactly("2026-10-21T17:00:00Z", "2026-10-22T17:00:00Z",
                "2026-10-23T17:00:00Z", "2026-10-26T18:00:00Z", "2026-10-27T18:00:00Z");
        assertThat(times(started("recreate"))).containsExactly("2026-10-22T05:00:00Z", "2026-10-23T05:00:00Z",
                "2026-10-26T06:00:00Z", "2026-10-27T06:00:00Z", "2026-10-28T06:00:00Z");
        assertThat(sandbox.executions().all()).allSatisfy(execution ->
                assertThat(execution.status()).as(execution.arn()).isEqualTo(ExecutionStatus.SUCCEEDED));
        assertThat(Happened.record(sandbox, "office").phase()).isEqualTo(Phase.READY);
        assertThat(Happened.record(sandbox, "office").generation()).isEqualTo(6);
        assertThat(schedules()).hasSize(3);
    }

    @Test
    void the_end_of_its_time_takes_the_environment_and_its_schedules() {
        Events.specification(event).remove("schedule");
        Events.specification(event).put("expiresAt", "2026-10-21T12:00:00Z");
        sandbox.deliver(event);

        sandbox.advance(Duration.ofHours(5));

        assertThat(times(started("teardown"))).containsExactly("2026-10-21T12:00:00Z");
        assertThat(Happened.record(sandbox, "office").phase()).isEqualTo(Phase.REMOVED);
        assertThat(schedules()).isEmpty();
    }

    @Test
    void a_teardown_that_falls_due_while_the_environment_is_being_made_waits_its_turn() {
        Events.specification(event).remove("schedule");
        Events.specification(event).put("expiresAt", "2026-10-21T08:15:00Z");
        Execution provision = sandbox.start(event);

        sandbox.advance(Duration.ofHours(2));

        assertThat(provision.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(started("teardown")).singleElement().satisfies(teardown -> {
            assertThat(teardown.startedAt()).isEqualTo(Instant.parse("2026-10-21T08:15:00Z"));
            assertThat(teardown.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        });
        assertThat(Happened.record(sandbox, "office").phase()).isEqualTo(Phase.REMOVED);
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

    @Test
    void a_week_of_nights_asleep_is_one_generation_that_keeps_its_address() {
        Events.specification(event).putObject("schedule").put("pause", "cron(0 19 ? * MON-FRI *)").put("resume", "cron(0 7 ? * MON-FRI *)")
                .put("timeZone", "Europe/Berlin");
        sandbox.deliver(event);
        String address = Happened.record(sandbox, "office").endpoints().path("milvus").asText();

        sandbox.advance(Duration.ofDays(7));

        assertThat(started("pause")).hasSize(5);
        assertThat(started("resume")).hasSize(5);
        assertThat(sandbox.executions().all()).allSatisfy(execution ->
                assertThat(execution.status()).as(execution.arn()).isEqualTo(ExecutionStatus.SUCCEEDED));
        assertThat(Happened.record(sandbox, "office").generation()).isEqualTo(1);
        assertThat(Happened.record(sandbox, "office").endpoints().path("milvus").asText()).isEqualTo(address);
    }

    @Test
    void of_ten_nights_of_backups_the_last_three_are_kept_beside_the_one_that_somebody_asked_for() {
        Events.specification(event).putObject("schedule").put("backup", "cron(0 3 * * ? *)").put("retain", 3).put("timeZone", "Europe/Berlin");
        sandbox.deliver(event);
        ObjectNode mine = Events.read("17-backup");
        mine.putObject("detail").put("environment", "office").put("name", "mine");
        assertThat(sandbox.deliver(mine).phase()).isEqualTo("READY");

        sandbox.advance(Duration.ofDays(10));

        assertThat(started("backup")).hasSize(10);
        assertThat(sandbox.executions().all()).allSatisfy(execution ->
                assertThat(execution.status()).as(execution.arn()).isEqualTo(ExecutionStatus.SUCCEEDED));
        Plan plan = Happened.record(sandbox, "office").requirePlan();
        List<Backups.Listed> kept = new Backups(sandbox.world().client(S3Client.class), Backups.Place.of(plan)).list();
        assertThat(kept).hasSize(4).extracting(Backups.Listed::name).last().isEqualTo("mine");
        assertThat(kept.getFirst().made()).isAfter(started("backup").getLast().startedAt());
        assertThat(kept.get(2).made()).isAfter(started("backup").get(7).startedAt());
        assertThat(sandbox.world().s3().keys(plan.storage().bucket()).stream().filter(key -> key.contains("/backups/data/"))
                .map(key -> key.split("/")[3]).distinct()).hasSize(4);
    }
}
