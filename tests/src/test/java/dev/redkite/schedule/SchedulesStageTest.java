package dev.redkite.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.deployment.Deployment;
import dev.redkite.deployment.Operation;
import dev.redkite.environment.Plan;
import dev.redkite.failure.NotOurs;
import dev.redkite.failure.NotYetVisible;
import dev.redkite.json.Json;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.aws.scheduler.Invocation;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.StageRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ActionAfterCompletion;
import software.amazon.awssdk.services.scheduler.model.DeadLetterConfig;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.ScheduleState;
import software.amazon.awssdk.services.scheduler.model.Target;
import software.amazon.awssdk.services.scheduler.model.UpdateScheduleRequest;

/** From Tuesday, 24 November 2026, 09:00 on. */
class SchedulesStageTest {

    static final String STATES = "arn:aws:states:us-west-2:123456789012:stateMachine:redkite-";
    static final String TRUST = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"scheduler.amazonaws.com"},\
            "Action":"sts:AssumeRole"}]}""";
    private static final Deployment DEPLOYMENT = new Deployment("123456789012", "us-west-2", "redkite", "redkite", List.of(), List.of(),
            new Deployment.Scheduling("redkite", "arn:aws:iam::123456789012:role/redkite-SchedulerRole",
                    "arn:aws:sqs:us-west-2:123456789012:redkite-DeadLetters", STATES + "teardown", STATES + "recreate", STATES + "pause", STATES + "resume",
                    STATES + "backup", STATES + "restore"), "", "");
    static final Plan.Schedules ALL = new Plan.Schedules(
            "cron(0 19 ? * MON-FRI *)", "cron(0 7 ? * MON-FRI *)", null, null, null, null, null, "Europe/Berlin", "2026-12-31T18:00:00Z");

    private final World world = World.standing();
    private final SchedulerClient scheduler = world.client(SchedulerClient.class);
    private final SchedulesStage stage = new SchedulesStage(scheduler, world.clock());

    @BeforeEach
    void deploy() {
        world.scheduler().createGroup("redkite");
        world.iam().standing("redkite-SchedulerRole", TRUST);
    }

    static SchedulesSpec wanted(String environment, Plan.Schedules schedules) {
        return wanted(environment, schedules, null);
    }

    static SchedulesSpec wanted(String environment, Plan.Schedules schedules, JsonNode request) {
        Plan plan = new Plan(environment, 1, "123456789012", "us-west-2", Map.of(), false, null, null, null, null, null, null,
                null, null, schedules, null, List.of());
        return SchedulesSpec.of(
                new StageRequest(StageRequest.Action.ensure, "arn:execution", request, plan, null, Operation.teardown, null), DEPLOYMENT);
    }

    private SchedulesFacts ensured(Plan.Schedules schedules) {
        return ((Done<SchedulesFacts>) stage.ensure(wanted("demo", schedules))).facts();
    }

    private GetScheduleResponse found(String what) {
        return scheduler.getSchedule(request -> request.groupName("redkite").name("redkite-demo-" + what));
    }

    /** Somebody's change in the console. */
    private void change(String what, Consumer<UpdateScheduleRequest.Builder> change) {
        GetScheduleResponse found = found(what);
        UpdateScheduleRequest.Builder request = UpdateScheduleRequest.builder().groupName("redkite").name(found.name())
                .description(found.description()).scheduleExpression(found.scheduleExpression()).startDate(found.startDate())
                .scheduleExpressionTimezone(found.scheduleExpressionTimezone()).state(found.state())
                .flexibleTimeWindow(found.flexibleTimeWindow()).actionAfterCompletion(found.actionAfterCompletion())
                .target(found.target());
        change.accept(request);
        scheduler.updateSchedule(request.build());
        world.takeChanges();
    }

    @Test
    void arms_what_is_wanted_in_one_call() {
        assertThat(ensured(ALL).schedules()).containsExactly(
                new SchedulesFacts.Schedule("redkite-demo-teardown", "cron(0 19 ? * MON-FRI *)", "Europe/Berlin"),
                new SchedulesFacts.Schedule("redkite-demo-recreate", "cron(0 7 ? * MON-FRI *)", "Europe/Berlin"),
                new SchedulesFacts.Schedule("redkite-demo-expiry", "at(2026-12-31T18:00:00)", "UTC"));
        assertThat(world.takeChanges()).containsExactly(
                "Scheduler:CreateSchedule", "Scheduler:CreateSchedule", "Scheduler:CreateSchedule");
        assertThat(world.scheduler().inventory()).containsOnlyKeys("scheduler:schedule/redkite/redkite-demo-expiry",
                "scheduler:schedule/redkite/redkite-demo-recreate", "scheduler:schedule/redkite/redkite-demo-teardown");
    }

    @Test
    void makes_nothing_when_nothing_is_wanted() {
        assertThat(ensured(null).schedules()).isEmpty();
        assertThat(world.calls()).extracting(Object::toString).containsExactly("Scheduler:ListSchedules");
    }

    /** Every environment's schedules stand in the one group. */
    @Test
    void finds_its_own_among_more_than_a_page_of_others() {
        for (int i = 0; i < 60; i++) {
            stage.ensure(wanted("demo-" + i, ALL));
        }
        ensured(ALL);
        world.takeChanges();

        assertThat(ensured(ALL).schedules()).hasSize(3);
        assertThat(world.takeChanges()).isEmpty();

        assertThat(stage.retire(wanted("demo", ALL))).isInstanceOf(Done.class);
        assertThat(world.takeChanges()).containsExactly("Scheduler:DeleteSchedule", "Scheduler:DeleteSchedule", "Scheduler:DeleteSchedule");
    }

    @Test
    void changes_nothing_the_second_time() {
        ensured(ALL);
        world.takeChanges();

        assertThat(ensured(ALL).schedules()).hasSize(3);

        assertThat(world.takeChanges()).isEmpty();
    }

    @Test
    void states_target_retries_and_dead_letter_queue() {
        ensured(ALL);

        assertThat(found("teardown").target()).satisfies(target -> {
            assertThat(target.arn()).isEqualTo("arn:aws:scheduler:::aws-sdk:sfn:startExecution");
            assertThat(target.roleArn()).isEqualTo("arn:aws:iam::123456789012:role/redkite-SchedulerRole");
            assertThat(target.retryPolicy().maximumRetryAttempts()).isEqualTo(185);
            assertThat(target.retryPolicy().maximumEventAgeInSeconds()).isEqualTo(86_400);
            assertThat(target.deadLetterConfig().arn()).endsWith(":redkite-DeadLetters");
        });
        assertThat(found("teardown").actionAfterCompletion()).isEqualTo(ActionAfterCompletion.NONE);
        assertThat(found("expiry").actionAfterCompletion()).isEqualTo(ActionAfterCompletion.DELETE);
    }

    @Test
    void each_starts_its_machine_with_its_input_under_a_name_of_its_own() {
        ensured(ALL);

        assertThat(Json.parse(found("teardown").target().input())).isEqualTo(Json.object()
                .put("StateMachineArn", STATES + "teardown").put("Name", "demo-teardown-<aws.scheduler.execution-id>")
                .put("Input", "{\"environment\":\"demo\",\"scheduled\":true}"));
        assertThat(Json.parse(found("recreate").target().input())).isEqualTo(Json.object()
                .put("StateMachineArn", STATES + "recreate").put("Name", "demo-recreate-<aws.scheduler.execution-id>")
                .put("Input", "{\"environment\":\"demo\",\"scheduled\":true}"));
        assertThat(Json.parse(found("expiry").target().input())).isEqualTo(Json.object()
                .put("StateMachineArn", STATES + "teardown").put("Name", "demo-expiry-<aws.scheduler.execution-id>")
                .put("Input", "{\"environment\":\"demo\",\"scheduled\":true,\"final\":true}"));
    }

    @Test
    void an_execution_of_the_longest_environment_name_has_a_name_that_step_functions_takes() {
        stage.ensure(wanted("abcdefghijklmnopqrstuvwx", ALL));
        world.clock().advance(Duration.ofDays(1));

        assertThat(world.scheduler().invocations()).extracting(Invocation::execution).hasSize(2)
                .allMatch(name -> name.matches("[A-Za-z0-9_-]{1,80}"));
    }

    @Test
    void another_time_is_an_update_and_nothing_else() {
        ensured(ALL);
        world.takeChanges();

        ensured(new Plan.Schedules("cron(0 20 ? * MON-FRI *)", ALL.recreate(), null, null, null, null, null, ALL.timeZone(), ALL.expiresAt()));

        assertThat(world.takeChanges()).containsExactly("Scheduler:UpdateSchedule");
        assertThat(found("teardown").scheduleExpression()).isEqualTo("cron(0 20 ? * MON-FRI *)");
    }

    @Test
    void another_time_zone_is_an_update_of_what_goes_by_it() {
        ensured(ALL);
        world.takeChanges();

        ensured(new Plan.Schedules(ALL.teardown(), ALL.recreate(), null, null, null, null, null, "America/New_York", ALL.expiresAt()));

        assertThat(world.takeChanges()).containsExactly("Scheduler:UpdateSchedule", "Scheduler:UpdateSchedule");
    }

    @Test
    void what_somebody_disabled_or_pointed_elsewhere_is_set_right() {
        ensured(ALL);
        change("teardown", request -> request.state(ScheduleState.DISABLED));
        change("recreate", request -> request.target(found("teardown").target()));

        ensured(ALL);

        assertThat(world.takeChanges()).containsExactly("Scheduler:UpdateSchedule", "Scheduler:UpdateSchedule");
        assertThat(found("teardown").state()).isEqualTo(ScheduleState.ENABLED);
        assertThat(found("recreate").target().input()).contains("recreate");
    }

    private static Stream<Consumer<Target.Builder>> whatSomebodyElseMayWrite() {
        return Stream.of(
                target -> target.retryPolicy(policy -> policy.maximumRetryAttempts(3).maximumEventAgeInSeconds(86_400)),
                target -> target.deadLetterConfig((DeadLetterConfig) null));
    }

    @ParameterizedTest
    @MethodSource("whatSomebodyElseMayWrite")
    void whatever_of_its_target_somebody_has_written_anew_is_set_right(Consumer<Target.Builder> change) {
        ensured(ALL);
        Target wanted = found("teardown").target();
        change("teardown", request -> request.target(wanted.copy(change::accept)));

        ensured(ALL);

        assertThat(found("teardown").target()).isEqualTo(wanted);
    }

    @Test
    void what_is_no_longer_wanted_is_deleted() {
        ensured(ALL);
        world.takeChanges();

        ensured(new Plan.Schedules(null, ALL.recreate(), null, null, null, null, null, ALL.timeZone(), null));

        assertThat(world.takeChanges()).containsExactly("Scheduler:DeleteSchedule", "Scheduler:DeleteSchedule");
        assertThat(world.scheduler().inventory()).containsOnlyKeys("scheduler:schedule/redkite/redkite-demo-recreate");
    }

    @Test
    void an_expiry_that_came_is_not_armed_again() {
        ensured(new Plan.Schedules(null, null, null, null, null, null, null, null, ALL.expiresAt()));
        world.scheduler().reach((_, _, _) -> { });
        world.clock().advance(Duration.between(world.now(), Instant.parse(ALL.expiresAt())));
        assertThat(world.scheduler().inventory()).as("deleted by Scheduler itself").isEmpty();
        world.takeChanges();

        assertThat(ensured(new Plan.Schedules(null, null, null, null, null, null, null, null, ALL.expiresAt())).schedules()).isEmpty();

        assertThat(world.takeChanges()).isEmpty();
    }

    @Test
    void a_rate_begins_one_period_ahead_and_not_at_once() {
        ensured(new Plan.Schedules("rate(12 hours)", null, null, null, null, null, null, "UTC", null));

        world.clock().advance(Duration.ofHours(13));

        assertThat(world.scheduler().invocations()).extracting(Invocation::due)
                .containsExactly(Instant.parse("2026-11-24T21:00:00Z"));
    }

    @Test
    void a_rate_keeps_its_rhythm_when_something_else_is_set_right() {
        Plan.Schedules nightly = new Plan.Schedules("rate(12 hours)", null, null, null, null, null, null, "UTC", null);
        world.scheduler().reach((_, _, _) -> { });
        ensured(nightly);
        world.clock().advance(Duration.ofHours(15));
        change("teardown", request -> request.startDate(found("teardown").startDate().plus(Duration.ofHours(12)))
                .state(ScheduleState.DISABLED));

        ensured(nightly);
        world.clock().advance(Duration.ofHours(24));

        assertThat(world.scheduler().invocations()).extracting(Invocation::due).containsExactly(
                Instant.parse("2026-11-24T21:00:00Z"), Instant.parse("2026-11-25T09:00:00Z"),
                Instant.parse("2026-11-25T21:00:00Z"));
    }

    @Test
    void a_lost_answer_is_no_second_schedule() {
        world.intercept((call, service) -> {
            Object answer = service.get();
            if (call.operation().equals("CreateSchedule") && world.calls().size() == 2) {
                throw AwsServiceException.builder().message("the connection was lost").statusCode(500).build();
            }
            return answer;
        });
        assertThatThrownBy(() -> ensured(ALL)).isInstanceOf(AwsServiceException.class);

        assertThat(ensured(ALL).schedules()).hasSize(3);

        assertThat(world.takeChanges()).hasSize(3);
    }

    @Test
    void refuses_a_schedule_of_that_name_that_is_not_marked_as_its_own() {
        ensured(ALL);
        change("recreate", request -> request.description("by hand"));

        assertThatThrownBy(() -> ensured(ALL)).isInstanceOf(NotOurs.class).hasMessageContaining("redkite-demo-recreate");
        assertThatThrownBy(() -> stage.retire(wanted("demo", ALL))).isInstanceOf(NotOurs.class);
        assertThat(found("recreate").description()).isEqualTo("by hand");
    }

    @Test
    void a_role_that_scheduler_may_not_assume_yet_is_looked_at_again() {
        world.iam().standing("redkite-SchedulerRole", TRUST.replace("scheduler.", "events."));

        assertThatThrownBy(() -> ensured(ALL)).isInstanceOf(NotYetVisible.class).hasMessageContaining("must allow AWS EventBridge Scheduler");
    }

    @Test
    void leaves_nothing_when_it_is_retired_and_another_environment_untouched() {
        ensured(ALL);
        stage.ensure(wanted("demo-two", ALL));
        world.takeChanges();

        assertThat(stage.retire(wanted("demo", null))).isInstanceOf(Done.class);
        assertThat(stage.retire(wanted("demo", ALL))).isInstanceOf(Done.class);

        assertThat(world.takeChanges()).hasSize(3);
        assertThat(world.scheduler().inventory().keySet()).hasSize(3).allMatch(name -> name.contains("redkite-demo-two-"));
    }

    @Test
    void a_teardown_that_a_schedule_asked_for_leaves_the_schedules_standing() {
        ensured(ALL);

        stage.retire(wanted("demo", ALL, Json.object().put("scheduled", true)));

        assertThat(world.scheduler().inventory()).hasSize(3);
    }

    @Test
    void an_expiry_takes_the_schedules_too() {
        ensured(ALL);

        stage.retire(wanted("demo", ALL, Json.object().put("scheduled", true).put("final", true)));

        assertThat(world.scheduler().inventory()).isEmpty();
    }
}
