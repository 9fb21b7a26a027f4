package dev.redkite.sandbox.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.json.Json;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.aws.sqs.FakeSqsClient;
import dev.redkite.sandbox.doctor.Finding.Group;
import dev.redkite.sandbox.doctor.Finding.State;
import dev.redkite.sandbox.lambda.Stack;
import dev.redkite.sandbox.platform.Operator;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** What is wrong with a stack that stands, its functions' roles and its environments is found with what to do. */
class BrokenStackTest {

    private static final Path TEMPLATE = Path.of("../template.yaml");

    private final Sandbox sandbox = Sandbox.open(TestSettings.of(Json.object()));
    private final Operator operator = sandbox.operator();

    @AfterEach
    void close() {
        sandbox.close();
    }

    /** But for the neighbor's environment, of which only its tags tell. */
    private List<Finding> needing() {
        return found().stream()
                .filter(Finding::needsSomebody)
                .filter(finding -> !finding.asked().contains("environment neighbor"))
                .toList();
    }

    private List<Finding> found() {
        return new Doctor(operator, Doctor.Request.reading(TEMPLATE, Json.object().put("name", "probe"), "redkite")).examine().findings();
    }

    @Test
    void a_role_that_somebody_changed_is_told_by_function_and_action() {
        sandbox.world().iam().standing("redkite-ExposureFunctionRole", """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}""",
                "{\"Version\":\"2012-10-17\",\"Statement\":[]}");

        assertThat(needing()).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.group()).isEqualTo(Group.PERMISSIONS);
            assertThat(finding.asked()).contains("for ExposureFunction");
            assertThat(finding.next()).contains("deploy the stack again");
        });
    }

    @Test
    void what_the_organization_denies_is_told_once_for_all_roles() {
        sandbox.world().iam().policies().organizationSays("{\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"kafka:CreateClusterV2\",\"Resource\":\"*\"}]}");

        assertThat(needing()).singleElement().satisfies(finding -> {
            assertThat(finding.asked()).contains("kafka:CreateClusterV2").contains("KafkaClusterFunction");
            assertThat(finding.found()).isEqualTo("a service control policy of the organization denies it");
        });
    }

    @Test
    void a_stack_whose_update_failed_is_told() {
        operator.with(sandbox.stack(), StackStatus.UPDATE_ROLLBACK_FAILED, _ -> 0);

        assertThat(needing()).singleElement().matches(finding -> finding.found().contains("UPDATE_ROLLBACK_FAILED")
                && finding.next().contains("aws cloudformation describe-stack-events --stack-name redkite"));
    }

    @ParameterizedTest
    @EnumSource(value = StackStatus.class, names = {"ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "DELETE_FAILED"})
    void a_stack_that_never_came_up_or_would_not_go_is_told(StackStatus status) {
        operator.with(sandbox.stack(), status, _ -> 0);

        assertThat(needing()).singleElement().matches(finding -> finding.found().equals("CloudFormation says " + status)
                && finding.next().contains("describe-stack-events") && finding.next().contains("sam deploy"));
    }

    /** docs/deploy.md has it so after a stack was deleted; the condition of its own table is false then. */
    @Test
    void a_stack_that_goes_on_with_anothers_table_is_ours_and_asked_by_that_table() {
        Stack heir = Stack.read(TEMPLATE, "123456789012", "us-west-2", Map.of("RegistryTable", "redkite-Registry-OLD", "LogRetentionDays", "60"));
        sandbox.world().dynamoDb().createTable("redkite-Registry-OLD", "environment");
        operator.with(heir, StackStatus.CREATE_COMPLETE, _ -> 0);

        assertThat(needing()).isEmpty();
        assertThat(found()).anyMatch(finding -> finding.found().equals("table redkite-Registry-OLD can be read"));
    }

    @Test
    void a_queue_that_somebody_has_deleted_is_told() {
        sandbox.world().fake(FakeSqsClient.class).gone(sandbox.stack().findReference("DeadLetters").orElseThrow());

        assertThat(needing()).singleElement().matches(finding -> finding.asked().equals("queue DeadLetters")
                && finding.found().equals("is part of the stack and is not there") && finding.next().contains("sam deploy"));
    }

    @Test
    void letters_that_nobody_could_be_handed_have_to_be_read_and_refused_requests_only_noted() {
        operator.with(sandbox.stack(), StackStatus.UPDATE_COMPLETE, _ -> 3);

        assertThat(needing()).isNotEmpty().allMatch(finding -> finding.found().equals("3 messages that nobody could be handed"))
                .noneMatch(finding -> finding.asked().contains("RejectedEvents"));
    }

    @Test
    void an_environment_that_the_registry_has_lost_is_told_with_what_adopts_and_what_removes_it() {
        List<Finding> found = found();

        assertThat(found).filteredOn(Finding::needsSomebody).singleElement().satisfies(finding -> {
            assertThat(finding.asked()).isEqualTo("environment neighbor, which only tags know");
            assertThat(finding.found()).contains("there stands:").contains("redkite-neighbor");
            assertThat(finding.next()).contains("\"DetailType\":\"Provision Requested\"").contains("\"DetailType\":\"Teardown Requested\"");
        });
    }

    @Test
    void an_environment_that_stands_is_fine_and_one_that_failed_says_why() {
        sandbox.deliver(Json.parse("""
                {"version":"0","id":"00000000-0000-4000-8000-000000000000","detail-type":"Provision Requested","source":"redkite.request",\
                "account":"123456789012","time":"2026-11-24T09:00:00Z","region":"us-west-2","detail":{"specification":{"name":"demo"}}}"""));

        List<Finding> findings = new Doctor(operator, Doctor.Request.reading(TEMPLATE, Json.object().put("name", "demo"), "redkite")).examine().findings();

        assertThat(findings).anyMatch(finding -> finding.state() == State.FINE && finding.asked().equals("environment demo, generation 1"));
        assertThat(findings).filteredOn(finding -> finding.group() == Group.PLAN).noneMatch(Finding::needsSomebody);
    }
}
