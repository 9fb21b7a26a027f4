package dev.redkite.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.environment.Plan;
import dev.redkite.json.Json;
import dev.redkite.sandbox.aws.World;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.StageRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;

/** What pauses, resumes and backs up an environment by itself. */
class PausedSchedulesTest {

    private final World world = World.standing();
    private final SchedulerClient scheduler = world.client(SchedulerClient.class);
    private final SchedulesStage stage = new SchedulesStage(scheduler, world.clock());

    @BeforeEach
    void deploy() {
        world.scheduler().createGroup("redkite");
        world.iam().standing("redkite-SchedulerRole", SchedulesStageTest.TRUST);
    }

    private GetScheduleResponse found(String what) {
        return scheduler.getSchedule(request -> request.groupName("redkite").name("redkite-demo-" + what));
    }

    @Test
    void a_pause_is_ended_by_itself_after_six_days_counted_from_the_first_time_that_it_was_asked_for() {
        stage.pause(SchedulesStageTest.wanted("demo", SchedulesStageTest.ALL));
        world.clock().advance(Duration.ofHours(5));

        assertThat(((Done<?>) stage.pause(SchedulesStageTest.wanted("demo", SchedulesStageTest.ALL))).facts()).isEqualTo(new SchedulesFacts(List.of(
                new SchedulesFacts.Schedule("redkite-demo-wake", "at(2026-11-30T09:00:00)", "UTC"))));
        assertThat(Json.parse(found("wake").target().input()).path("StateMachineArn").asText()).isEqualTo(SchedulesStageTest.STATES + "resume");
    }

    /** Milvus ran at the later one, and has stored all that it had in the log until then. */
    @Test
    void a_pause_that_ended_nothing_does_not_count_for_the_next_one() {
        SchedulesSpec paused = SchedulesStageTest.wanted("demo", SchedulesStageTest.ALL);
        SchedulesSpec flushed = new SchedulesSpec(paused.group(), paused.prefix(), paused.schedules(), paused.wake(), false, true, false);
        stage.pause(flushed);
        world.clock().advance(Duration.ofMinutes(2));
        stage.pause(flushed);
        assertThat(found("wake").scheduleExpression()).as("asked again by the same").isEqualTo("at(2026-11-30T09:00:00)");

        world.clock().advance(Duration.ofDays(2));
        assertThat(stage.pause(flushed)).isEqualTo(new Done<>(new SchedulesFacts(List.of(
                new SchedulesFacts.Schedule("redkite-demo-wake", "at(2026-12-02T09:02:00)", "UTC")))));
        assertThat(found("wake").scheduleExpression()).isEqualTo("at(2026-12-02T09:02:00)");
    }

    @Test
    void what_would_end_a_pause_is_gone_when_it_has_ended_or_the_environment_has() {
        stage.pause(SchedulesStageTest.wanted("demo", SchedulesStageTest.ALL));
        stage.ensure(SchedulesStageTest.wanted("demo", SchedulesStageTest.ALL));
        assertThat(world.scheduler().inventory().keySet()).noneMatch(name -> name.endsWith("-wake"));

        stage.pause(SchedulesStageTest.wanted("demo", SchedulesStageTest.ALL));
        stage.retire(SchedulesStageTest.wanted("demo", SchedulesStageTest.ALL, Json.object().put("scheduled", true)));
        assertThat(world.scheduler().inventory().keySet()).noneMatch(name -> name.endsWith("-wake")).anyMatch(name -> name.endsWith("-recreate"));
    }

    @Test
    void pause_and_resume_are_armed_as_the_others_are() {
        stage.ensure(SchedulesStageTest.wanted("demo",
                new Plan.Schedules(null, null, "cron(0 19 ? * MON-FRI *)", "cron(0 7 ? * MON-FRI *)", null, null, null, "Europe/Berlin", null)));

        assertThat(Json.parse(found("pause").target().input()).path("StateMachineArn").asText()).isEqualTo(SchedulesStageTest.STATES + "pause");
        assertThat(Json.parse(found("resume").target().input()).path("Name").asText()).isEqualTo("demo-resume-<aws.scheduler.execution-id>");
    }

    @Test
    void a_backup_is_armed_with_how_many_of_them_are_kept() {
        stage.ensure(SchedulesStageTest.wanted("demo", new Plan.Schedules(null, null, null, null, "cron(0 3 * * ? *)", 5, null, "Europe/Berlin", null)));

        assertThat(Json.parse(found("backup").target().input()).path("StateMachineArn").asText()).isEqualTo(SchedulesStageTest.STATES + "backup");
        assertThat(Json.parse(Json.parse(found("backup").target().input()).path("Input").asText()))
                .isEqualTo(Json.parse("{\"environment\":\"demo\",\"scheduled\":true,\"retain\":5}"));
    }

    @Test
    void what_a_pause_armed_goes_with_the_resume_though_no_list_shows_it_yet() {
        stage.pause(SchedulesStageTest.wanted("demo", null));
        SchedulesSpec resumed = SchedulesStageTest.wanted("demo", null, Json.object().put(StageRequest.PARENT, "arn:resume"));

        stage.ensure(new SchedulesSpec(resumed.group(), "not-listed-yet", resumed.schedules(), resumed.wake(), resumed.resumed(), false, resumed.kept()));

        assertThat(world.scheduler().inventory()).isEmpty();
    }
}
