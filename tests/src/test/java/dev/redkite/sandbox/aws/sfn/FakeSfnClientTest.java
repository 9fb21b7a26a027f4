package dev.redkite.sandbox.aws.sfn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.states.Executions;
import dev.redkite.sandbox.states.StateMachine;
import dev.redkite.sandbox.states.TaskOutcome;
import dev.redkite.sandbox.states.TaskResources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionRedriveStatus;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

class FakeSfnClientTest {

    private static final String LOOK = "arn:aws:lambda:us-west-2:123456789012:function:look";
    private static final String MACHINE = "arn:aws:states:us-west-2:123456789012:stateMachine:redkite-provision";
    private static final String DEFINITION = """
            {"QueryLanguage": "JSONata", "StartAt": "Both", "States": {"Both": {"Type": "Parallel", "End": true, "Branches": [
              {"StartAt": "Left", "States": {"Left": {"Type": "Task", "Resource": "%1$s", "End": true,
                 "Retry": [{"ErrorEquals": ["Pending"], "IntervalSeconds": 5, "MaxAttempts": 2, "BackoffRate": 1}]}}},
              {"StartAt": "Right", "States": {"Right": {"Type": "Task", "Resource": "%1$s", "End": true,
                 "Retry": [{"ErrorEquals": ["Pending"], "IntervalSeconds": 7, "MaxAttempts": 9, "BackoffRate": 1}]}}}]}}}"""
            .formatted(LOOK);

    private final World world = World.standing();
    private final SfnClient sfn = world.client(SfnClient.class);
    private int looks;
    private int answersAfter = 3;

    @BeforeEach
    void the_machine_stands() {
        TaskResources resources = new TaskResources();
        resources.register(LOOK, (_, context) -> answer());
        world.sfn().serve(new Executions(world.clock(), resources, new Random(1)),
                Map.of(MACHINE, StateMachine.load(MACHINE, DEFINITION, Map.of())));
    }

    private TaskOutcome answer() {
        return ++looks > answersAfter
                ? new TaskOutcome.Completed(Json.object(), Duration.ofSeconds(1))
                : new TaskOutcome.Failed("Pending", "not yet", Duration.ofSeconds(1));
    }

    private String start(String name, JsonNode input) {
        return sfn.startExecution(request -> request.stateMachineArn(MACHINE).name(name).input(input.toString())).executionArn();
    }

    private String start(String name) {
        return start(name, Json.object());
    }

    private List<HistoryEvent> history(String arn) {
        return sfn.getExecutionHistory(request -> request.executionArn(arn).maxResults(1000)).events();
    }

    @Test
    void a_name_used_again_with_the_same_input_while_it_runs_is_the_same_execution() {
        assertThat(start("one")).isEqualTo(start("one"));
        assertThat(sfn.listExecutions(request -> request.stateMachineArn(MACHINE)).executions()).hasSize(1);
    }

    @Test
    void a_name_used_otherwise_is_refused() {
        start("one");
        assertThatThrownBy(() -> start("one", Json.object().put("other", true))).hasMessageContaining("Execution Already Exists");
        world.clock().advance(Duration.ofHours(1));
        assertThatThrownBy(() -> start("one")).hasMessageContaining("Execution Already Exists");
    }

    @Test
    void malformed_names_arns_and_unknown_machines_are_refused() {
        assertThatThrownBy(() -> start("with space")).hasMessageContaining("Invalid Name");
        assertThatThrownBy(() -> sfn.describeExecution(request -> request.executionArn("demo")))
                .hasMessageContaining("Invalid Arn");
        assertThatThrownBy(() -> sfn.startExecution(request -> request.stateMachineArn(MACHINE + "s").name("one")))
                .hasMessageContaining("State Machine Does Not Exist");
        assertThatThrownBy(() -> sfn.describeExecution(request -> request.executionArn(start("one") + "s")))
                .hasMessageContaining("Execution Does Not Exist");
    }

    /** Between entry and exit only the id of the event before ties an event to its state, whatever else happens meanwhile. */
    @Test
    void the_history_of_branches_that_run_beside_each_other_is_told_apart_by_previous_ids() {
        String arn = start("one");
        world.clock().advance(Duration.ofMinutes(1));

        List<HistoryEvent> events = history(arn);
        Map<Long, String> states = new HashMap<>();
        List<String> left = new ArrayList<>();
        for (HistoryEvent event : events) {
            String state = event.stateEnteredEventDetails() == null
                    ? states.get(event.previousEventId()) : event.stateEnteredEventDetails().name();
            states.put(event.id(), state);
            if ("Left".equals(state) && !event.typeAsString().matches("(Parallel|Execution).*")) {
                left.add(event.typeAsString());
            }
        }
        assertThat(left).startsWith("TaskStateEntered", "LambdaFunctionScheduled", "LambdaFunctionStarted",
                "LambdaFunctionFailed", "LambdaFunctionScheduled");
        assertThat(left).endsWith("LambdaFunctionSucceeded", "TaskStateExited");
        assertThat(events.getFirst().type()).isEqualTo(HistoryEventType.EXECUTION_STARTED);
        assertThat(events.getLast().type()).isEqualTo(HistoryEventType.EXECUTION_SUCCEEDED);
        assertThat(events).extracting(HistoryEvent::id).isSorted();
    }

    @Test
    void a_history_comes_in_pages_and_backwards() {
        String arn = start("one");
        world.clock().advance(Duration.ofMinutes(1));
        List<HistoryEvent> whole = history(arn);

        assertThat(sfn.getExecutionHistoryPaginator(request -> request.executionArn(arn).maxResults(4)).events().stream())
                .containsExactlyElementsOf(whole);
        assertThat(sfn.getExecutionHistory(request -> request.executionArn(arn).reverseOrder(true).maxResults(1)).events())
                .containsExactly(whole.getLast());
        assertThatThrownBy(() -> sfn.getExecutionHistory(request -> request.executionArn(arn).nextToken("forged")))
                .hasMessageContaining("Invalid Token");
    }

    @Test
    void executions_are_listed_newest_first_by_status_and_in_pages() {
        start("one");
        world.clock().advance(Duration.ofMinutes(1));
        start("two");

        assertThat(sfn.listExecutions(request -> request.stateMachineArn(MACHINE)).executions())
                .extracting(ExecutionListItem::name).containsExactly("two", "one");
        assertThat(sfn.listExecutions(request -> request.stateMachineArn(MACHINE).statusFilter(ExecutionStatus.RUNNING))
                .executions())
                .extracting(ExecutionListItem::name).containsExactly("two");
        assertThat(sfn.listExecutionsPaginator(request -> request.stateMachineArn(MACHINE).maxResults(1)).executions().stream())
                .extracting(ExecutionListItem::name).containsExactly("two", "one");
    }

    @Test
    void what_failed_can_be_redriven_and_what_runs_or_succeeded_cannot() {
        answersAfter = 100;
        String arn = start("one");
        assertThatThrownBy(() -> sfn.redriveExecution(request -> request.executionArn(arn)))
                .hasMessageContaining("not redrivable");
        world.clock().advance(Duration.ofMinutes(5));
        assertThat(sfn.describeExecution(request -> request.executionArn(arn)).status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(sfn.describeExecution(request -> request.executionArn(arn)).redriveStatus())
                .isEqualTo(ExecutionRedriveStatus.REDRIVABLE);

        answersAfter = 0;
        sfn.redriveExecution(request -> request.executionArn(arn));
        world.clock().advance(Duration.ofMinutes(5));

        assertThat(sfn.describeExecution(request -> request.executionArn(arn))).satisfies(described -> {
            assertThat(described.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
            assertThat(described.redriveCount()).isEqualTo(1);
        });
        assertThatThrownBy(() -> sfn.redriveExecution(request -> request.executionArn(arn))).hasMessageContaining("SUCCEEDED");
    }

    @Test
    void a_stopped_execution_says_why() {
        String arn = start("one");

        sfn.stopExecution(request -> request.executionArn(arn).error("Operator").cause("changed my mind"));

        assertThat(sfn.describeExecution(request -> request.executionArn(arn))).satisfies(described -> {
            assertThat(described.status()).isEqualTo(ExecutionStatus.ABORTED);
            assertThat(described.error()).isEqualTo("Operator");
            assertThat(described.cause()).isEqualTo("changed my mind");
        });
    }
}
