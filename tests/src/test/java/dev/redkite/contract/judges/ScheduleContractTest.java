package dev.redkite.contract.judges;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ActionAfterCompletion;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindow;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.ListSchedulesResponse;
import software.amazon.awssdk.services.scheduler.model.ScheduleState;
import software.amazon.awssdk.services.scheduler.model.ScheduleSummary;
import software.amazon.awssdk.services.scheduler.model.Target;

/** Amazon EventBridge Scheduler. */
class ScheduleContractTest extends Behaviours {

    private static final FlexibleTimeWindow EXACT = FlexibleTimeWindow.builder().mode(FlexibleTimeWindowMode.OFF).build();

    private Target target;

    @BeforeEach
    void the_group_stands() {
        if (bench == Bench.FAKES || Judge.find(bench).isPresent()) {
            account.scheduleGroup(group());
            String role = client(IamClient.class).createRole(request -> request.roleName(account.name("starts"))
                    .assumeRolePolicyDocument(Account.TRUST)).role().arn();
            settle();
            target = Target.builder().arn("arn:aws:scheduler:::aws-sdk:sfn:startExecution").roleArn(role)
                    .input("{\"StateMachineArn\":\"arn:machine\",\"Name\":\"n\",\"Input\":\"{}\"}").build();
        }
    }

    private SchedulerClient scheduler() {
        return client(SchedulerClient.class);
    }

    private String group() {
        return account.name("group");
    }

    private void create(String name, String expression, String token) {
        scheduler().createSchedule(request -> request.groupName(group()).name(name).scheduleExpression(expression)
                .scheduleExpressionTimezone("Europe/Berlin").flexibleTimeWindow(EXACT).target(target).clientToken(token));
    }

    private GetScheduleResponse schedule(String name) {
        return scheduler().getSchedule(request -> request.groupName(group()).name(name));
    }

    @Test
    void an_unknown_schedule_is_not_found() {
        refuses("ResourceNotFoundException", () -> schedule("nobody"));
        refuses("ResourceNotFoundException", () ->
                scheduler().deleteSchedule(request -> request.groupName(group()).name("nobody")));
        refuses("ResourceNotFoundException", () -> scheduler().updateSchedule(request -> request.groupName(group()).name("nobody")
                .scheduleExpression("rate(1 hour)").flexibleTimeWindow(EXACT).target(target)));
    }

    @Test
    void a_schedule_of_an_unknown_group_is_refused() {
        refuses("ResourceNotFoundException", () -> scheduler().createSchedule(request -> request
                .groupName(account.name("nobodys")).name("down")
                .scheduleExpression("rate(1 hour)").flexibleTimeWindow(EXACT).target(target)));
    }

    @Test
    void a_schedule_comes_back_as_it_was_given_and_enabled() {
        create("down", "cron(0 19 ? * MON-FRI *)", "token");

        assertThat(schedule("down").scheduleExpression()).isEqualTo("cron(0 19 ? * MON-FRI *)");
        assertThat(schedule("down").scheduleExpressionTimezone()).isEqualTo("Europe/Berlin");
        assertThat(schedule("down").state()).isEqualTo(ScheduleState.ENABLED);
        assertThat(schedule("down").target().arn()).isEqualTo(target.arn());
        assertThat(schedule("down").target().roleArn()).isEqualTo(target.roleArn());
        assertThat(schedule("down").target().input()).isEqualTo(target.input());
    }

    @Test
    void a_schedule_that_has_ended_is_kept_unless_asked_otherwise() {
        create("down", "at(2099-01-01T00:00:00)", "token");
        assertThat(schedule("down").actionAfterCompletion()).isEqualTo(ActionAfterCompletion.NONE);

        scheduler().updateSchedule(request -> request.groupName(group()).name("down")
                .scheduleExpression("at(2099-01-01T00:00:00)").flexibleTimeWindow(EXACT).target(target)
                .actionAfterCompletion(ActionAfterCompletion.DELETE));
        assertThat(schedule("down").actionAfterCompletion()).isEqualTo(ActionAfterCompletion.DELETE);
    }

    @Test
    void a_schedule_of_that_name_that_is_another_is_a_conflict() {
        create("down", "rate(1 hour)", "token");

        refuses("ConflictException", () -> create("down", "rate(2 hours)", "another"));
        assertThat(schedule("down").scheduleExpression()).isEqualTo("rate(1 hour)");
    }

    @Test
    void a_schedule_is_updated_as_a_whole() {
        create("down", "rate(1 hour)", "token");
        scheduler().updateSchedule(request -> request.groupName(group()).name("down")
                .scheduleExpression("rate(2 hours)").flexibleTimeWindow(EXACT).target(target));

        assertThat(schedule("down").scheduleExpression()).isEqualTo("rate(2 hours)");
        assertThat(schedule("down").scheduleExpressionTimezone()).isEqualTo("UTC");
    }

    @Test
    void a_malformed_expression_is_refused() {
        refuses("ValidationException", () -> create("down", "whenever", "token"));
    }

    @Test
    void a_schedule_is_deleted_once() {
        create("down", "rate(1 hour)", "token");
        scheduler().deleteSchedule(request -> request.groupName(group()).name("down"));

        refuses("ResourceNotFoundException", () ->
                scheduler().deleteSchedule(request -> request.groupName(group()).name("down")));
    }

    @Test
    void schedules_are_listed_by_their_group_and_the_beginning_of_their_name() {
        create("demo-down", "rate(1 hour)", "token-1");
        create("other-down", "rate(1 hour)", "token-2");

        assertThat(scheduler().listSchedules(request -> request.groupName(group()).namePrefix("demo-")).schedules())
                .extracting(ScheduleSummary::name).containsExactly("demo-down");
    }

    @Test
    void schedules_come_page_by_page() {
        for (int number = 0; number < 3; number++) {
            create("down-" + number, "rate(1 hour)", "token-" + number);
        }
        ListSchedulesResponse first = scheduler().listSchedules(request -> request.groupName(group()).maxResults(2));

        assertThat(first.schedules()).hasSize(2);
        assertThat(scheduler().listSchedules(request ->
                request.groupName(group()).maxResults(2).nextToken(first.nextToken())).schedules()).hasSize(1);
    }
}
