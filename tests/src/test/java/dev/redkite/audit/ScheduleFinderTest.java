package dev.redkite.audit;

import static dev.redkite.audit.AuditedAccount.wanted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.failure.StagePending;
import dev.redkite.sandbox.aws.Errors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;

class ScheduleFinderTest {

    private final AuditedAccount account = new AuditedAccount();

    @BeforeEach
    void trustScheduler() {
        account.world.iam().standing("redkite-SchedulerRole", """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"scheduler.amazonaws.com"},\
                "Action":"sts:AssumeRole"}]}""");
    }

    private void schedule(String description) {
        account.world.client(SchedulerClient.class).createSchedule(request -> request
                .groupName(AuditedAccount.STACK.reference("ScheduleGroup")).name("redkite-demo-teardown").description(description)
                .scheduleExpression("cron(0 19 ? * MON-FRI *)")
                .flexibleTimeWindow(window -> window.mode(FlexibleTimeWindowMode.OFF))
                .target(target -> target.arn("arn:aws:scheduler:::aws-sdk:sfn:startExecution")
                        .roleArn("arn:aws:iam::123456789012:role/redkite-SchedulerRole")
                        .input("{\"StateMachineArn\":\"arn:aws:states:us-west-2:123456789012:stateMachine:redkite-teardown\"}")));
    }

    @Test
    void one_that_would_start_machines_for_ever_is_swept() {
        schedule("(redkite:environment=demo)");

        account.sweepsAll();
    }

    @Test
    void they_are_retained_when_one_of_them_asked() {
        schedule("(redkite:environment=demo)");
        AuditSpec kept = new AuditSpec(wanted(true).plan(), true, true);

        assertThat(account.facts(kept).retained()).anyMatch(what -> what.contains("schedule redkite-demo-teardown"));
    }

    @Test
    void somebody_elses_is_left_alone() {
        schedule("mine");

        account.leavesAndSays("redkite-demo-teardown");
    }

    @Test
    void one_without_a_description_is_somebody_elses() {
        schedule(null);

        account.leavesAndSays("redkite-demo-teardown");
    }

    @Test
    void one_that_is_listed_and_not_shown_is_nobodys_yet() {
        schedule("(redkite:environment=demo)");
        account.world.refuses("Scheduler:GetSchedule", Errors.of("Scheduler", 404, "ResourceNotFoundException", "not there"));

        assertThatThrownBy(() -> account.facts(wanted(true))).isInstanceOf(StagePending.class)
                .hasMessage("schedule redkite-demo-teardown is listed and not shown: it comes or goes");
    }
}
