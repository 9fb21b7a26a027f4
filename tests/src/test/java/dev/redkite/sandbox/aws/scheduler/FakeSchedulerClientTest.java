package dev.redkite.sandbox.aws.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.json.Json;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ActionAfterCompletion;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindow;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.ScheduleState;
import software.amazon.awssdk.services.scheduler.model.ScheduleSummary;
import software.amazon.awssdk.services.scheduler.model.Target;

class FakeSchedulerClientTest {

    private static final String ROLE = "arn:aws:iam::123456789012:role/starts";
    private static final FlexibleTimeWindow OFF = FlexibleTimeWindow.builder().mode(FlexibleTimeWindowMode.OFF).build();
    private static final Target TARGET = Target.builder()
            .arn("arn:aws:scheduler:::aws-sdk:sfn:startExecution")
            .roleArn(ROLE)
            .input(Json.text(Json.object()
                    .put("StateMachineArn", "arn:machine")
                    .put("Name", "n-<aws.scheduler.execution-id>-<aws.scheduler.attempt-number>")
                    .put("Input", "{\"at\":\"<aws.scheduler.scheduled-time>\",\"by\":\"<aws.scheduler.schedule-arn>\"}")))
            .retryPolicy(retry -> retry.maximumRetryAttempts(2).maximumEventAgeInSeconds(3600))
            .build();

    private World world = World.standing();
    private final List<String> started = new ArrayList<>();

    @BeforeEach
    void prepare() {
        world.iam().standing("starts", """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"scheduler.amazonaws.com"},\
                "Action":"sts:AssumeRole"}]}""");
        world.scheduler().reach((machine, name, input) -> started.add(world.now() + " " + machine + " " + name + " " + input));
    }

    /** A world of its own, in which time is that instant. */
    private void now(String instant) {
        world = new World(new VirtualClock(Instant.parse(instant)), "123456789012", "us-west-2");
        prepare();
    }

    private SchedulerClient scheduler() {
        return world.client(SchedulerClient.class);
    }

    private void create(Consumer<CreateScheduleRequest.Builder> members) {
        CreateScheduleRequest.Builder request = CreateScheduleRequest.builder().name("one")
                .scheduleExpression("rate(1 hour)").flexibleTimeWindow(OFF).target(TARGET);
        members.accept(request);
        scheduler().createSchedule(request.build());
    }

    private void create(String expression, String timeZone) {
        create(request -> request.scheduleExpression(expression).scheduleExpressionTimezone(timeZone));
    }

    /** When what was started in that time was due. */
    private List<String> dueWithin(Duration duration) {
        world.clock().advance(duration);
        return world.scheduler().invocations().stream().map(invocation -> invocation.due().toString()).toList();
    }

    private void refuses(String code, String message, Consumer<CreateScheduleRequest.Builder> members) {
        assertThatThrownBy(() -> create(members)).isInstanceOfSatisfying(AwsServiceException.class, refusal -> {
            assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(refusal.awsErrorDetails().errorMessage()).contains(message);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cron(0 19 * * * *)
            cron(0 19 ? * MON)
            rate(0 hours)
            rate(1 fortnight)
            at(2026-12-31)
            at(2026-11-24T08:59:00)
            daily
            """)
    void refuses_a_malformed_expression_and_a_time_that_has_passed(String expression) {
        refuses("ValidationException", "Invalid Schedule Expression " + expression,
                request -> request.scheduleExpression(expression));
    }

    /** What lies in the schedules' dead-letter queues. */
    private List<Invocation> deadLetters() {
        return world.scheduler().invocations().stream().filter(Invocation::dead).toList();
    }

    @Test
    void refuses_an_unknown_time_zone() {
        refuses("ValidationException", "Timezone Europe/Berln", request -> request.scheduleExpressionTimezone("Europe/Berln"));
    }

    @Test
    void refuses_a_start_date_long_past() {
        refuses("ValidationException", "cannot be earlier than 5 minutes ago",
                request -> request.startDate(world.now().minus(Duration.ofMinutes(6))));
    }

    @Test
    void refuses_a_name_that_the_model_refuses() {
        refuses("ValidationException", "Name does not match", request -> request.name("one:two"));
    }

    @Test
    void refuses_a_role_that_is_not_there_or_does_not_trust_scheduler() {
        refuses("ValidationException", "must allow AWS EventBridge Scheduler to assume the role",
                request -> request.target(TARGET.toBuilder().roleArn(ROLE + "-not").build()));
    }

    @Test
    void refuses_a_target_that_is_no_arn() {
        refuses("ValidationException", "Provided Arn",
                request -> request.target(TARGET.toBuilder().arn("startExecution").build()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"Name":"n"}                                    | is required
            {"StateMachineArn":"arn:machine","input":"{}"}  | is not supported
            StateMachineArn                                 | not well-formed
            """)
    void refuses_an_input_that_start_execution_does_not_take(String input, String message) {
        refuses("ValidationException", message, request -> request.target(TARGET.toBuilder().input(input).build()));
    }

    @Test
    void refuses_a_group_that_does_not_exist() {
        refuses("ResourceNotFoundException", "group none", request -> request.groupName("none"));
    }

    @Test
    void refuses_a_name_twice_unless_it_is_the_same_request() {
        create(request -> request.clientToken("a"));
        create(request -> request.clientToken("a"));

        refuses("ConflictException", "already exists", request -> request.clientToken("b"));
        refuses("ConflictException", "already exists", request -> request.clientToken("a").scheduleExpression("rate(2 hours)"));
    }

    @Test
    void does_not_find_what_is_not_there() {
        assertThatThrownBy(() -> scheduler().getSchedule(request -> request.name("one")))
                .hasMessageContaining("does not exist");
        assertThatThrownBy(() -> scheduler().deleteSchedule(request -> request.name("one")))
                .hasMessageContaining("does not exist");
    }

    @Test
    void lists_page_by_page() {
        for (String name : List.of("b-1", "a-3", "a-1", "a-2")) {
            create(request -> request.name(name));
        }

        assertThat(scheduler().listSchedulesPaginator(request -> request.namePrefix("a-").maxResults(2)).schedules())
                .extracting(ScheduleSummary::name).containsExactly("a-1", "a-2", "a-3");
        assertThat(scheduler().listSchedules(request -> request.maxResults(3)).nextToken()).isNotNull();
    }

    @Test
    void resolves_the_context_attributes_when_it_starts() {
        create("at(2026-11-24T19:00:00)", "Europe/Berlin");

        world.clock().advance(Duration.ofDays(1));

        assertThat(started).containsExactly("2026-11-24T18:00:00Z arn:machine n-0000000000000001-1 "
                + "{\"at\":\"2026-11-24T18:00:00Z\",\"by\":\"arn:aws:scheduler:us-west-2:123456789012:schedule/default/one\"}");
    }

    @Test
    void a_time_that_the_clocks_skip_is_skipped() {
        now("2027-03-27T12:00:00Z");
        create("cron(30 2 * * ? *)", "Europe/Berlin");

        assertThat(dueWithin(Duration.ofDays(3))).containsExactly("2027-03-29T00:30:00Z", "2027-03-30T00:30:00Z");
    }

    @Test
    void a_time_that_the_clocks_show_twice_comes_once() {
        now("2026-10-24T12:00:00Z");
        create("cron(30 2 * * ? *)", "Europe/Berlin");

        assertThat(dueWithin(Duration.ofDays(2))).containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
    }

    @Test
    void office_hours_stay_office_hours_when_the_clocks_change() {
        now("2026-10-23T12:00:00Z");
        create("cron(0 19 ? * * *)", "Europe/Berlin");

        assertThat(dueWithin(Duration.ofDays(3)))
                .containsExactly("2026-10-23T17:00:00Z", "2026-10-24T17:00:00Z", "2026-10-25T18:00:00Z");
    }

    @Test
    void a_rate_without_a_start_date_begins_at_once() {
        create("rate(12 hours)", "UTC");

        assertThat(dueWithin(Duration.ofDays(1)))
                .containsExactly("2026-11-24T09:00:00Z", "2026-11-24T21:00:00Z", "2026-11-25T09:00:00Z");
    }

    @Test
    void a_rate_begins_with_its_start_date() {
        create(request -> request.scheduleExpression("rate(12 hours)").startDate(Instant.parse("2026-11-25T00:00:00Z")));

        assertThat(dueWithin(Duration.ofDays(1))).containsExactly("2026-11-25T00:00:00Z");
    }

    @Test
    void what_happens_once_stays_unless_it_is_to_be_deleted() {
        create(request -> request.name("stays").scheduleExpression("at(2026-11-24T10:00:00)"));
        create(request -> request.name("goes").scheduleExpression("at(2026-11-24T10:00:00)")
                .actionAfterCompletion(ActionAfterCompletion.DELETE));

        world.clock().advance(Duration.ofDays(1));

        assertThat(started).hasSize(2);
        assertThat(world.scheduler().inventory()).containsOnlyKeys("scheduler:schedule/default/stays");
    }

    @Test
    void what_was_deleted_or_disabled_or_changed_does_not_happen_as_before() {
        create(request -> request.name("deleted").scheduleExpression("at(2026-11-24T10:00:00)"));
        create(request -> request.name("disabled").scheduleExpression("at(2026-11-24T10:00:00)").state(ScheduleState.DISABLED));
        create(request -> request.name("changed").scheduleExpression("at(2026-11-24T10:00:00)"));
        scheduler().deleteSchedule(request -> request.name("deleted"));
        scheduler().updateSchedule(request -> request.name("changed").scheduleExpression("at(2026-11-24T11:00:00)")
                .flexibleTimeWindow(OFF).target(TARGET));

        assertThat(dueWithin(Duration.ofDays(1))).containsExactly("2026-11-24T11:00:00Z");
    }

    @Test
    void a_start_that_fails_is_tried_again_under_the_same_id() {
        world.scheduler().reach((_, name, _) -> {
            started.add(name);
            if (started.size() < 3) {
                throw new IllegalStateException("throttled");
            }
        });
        create("at(2026-11-24T10:00:00)", "UTC");

        world.clock().advance(Duration.ofDays(1));

        assertThat(started).containsExactly("n-0000000000000001-1", "n-0000000000000001-2", "n-0000000000000001-3");
        assertThat(world.scheduler().invocations()).singleElement().matches(Invocation::started)
                .extracting(Invocation::attempts).isEqualTo(3);
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void a_start_that_fails_for_good_ends_in_the_dead_letter_queue() {
        world.scheduler().reach((machine, _, _) -> {
            throw new IllegalStateException("State Machine Does Not Exist: " + machine);
        });
        create(request -> request.scheduleExpression("at(2026-11-24T10:00:00)")
                .actionAfterCompletion(ActionAfterCompletion.DELETE));

        world.clock().advance(Duration.ofDays(1));

        assertThat(deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.attempts()).isEqualTo(3);
            assertThat(letter.failure()).contains("Does Not Exist: arn:machine");
        });
        assertThat(world.scheduler().inventory()).isEmpty();
    }

    @Test
    void retries_end_with_the_invocations_age() {
        world.scheduler().reach((_, _, _) -> {
            throw new IllegalStateException("no");
        });
        create(request -> request.scheduleExpression("at(2026-11-24T10:00:00)").target(TARGET.toBuilder()
                .retryPolicy(retry -> retry.maximumRetryAttempts(185).maximumEventAgeInSeconds(60)).build()));

        world.clock().advance(Duration.ofMinutes(62));

        assertThat(deadLetters()).singleElement().extracting(Invocation::attempts).isEqualTo(6);
    }
}
