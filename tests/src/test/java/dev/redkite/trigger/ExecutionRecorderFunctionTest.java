package dev.redkite.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.SandboxSettings;
import dev.redkite.sandbox.states.TaskOutcome;
import dev.redkite.trigger.ExecutionRecords.Entry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** What Step Functions tells of executions, in whatever order it arrives. */
class ExecutionRecorderFunctionTest {

    private static final String ARN = "arn:aws:states:us-west-2:123456789012:execution:redkite-provision:first";

    private final Sandbox sandbox = Sandbox.open(SandboxSettings.of(Json.object()).inProcess());
    private final long start = sandbox.world().now().toEpochMilli();

    @AfterEach
    void close() {
        sandbox.close();
    }

    private void told(String input, String status, int redrives, Long stop) {
        ObjectNode event = Json.object();
        event.putObject("detail").put("executionArn", ARN).put("status", status).put("input", input).put("redriveCount", redrives)
                .put("startDate", start).put("stopDate", stop);
        assertThat(sandbox.invoke("ExecutionRecorderFunction", event)).isInstanceOf(TaskOutcome.Completed.class);
    }

    private void told(String status, int redrives, Long stop) {
        told("{\"environment\":\"demo\"}", status, redrives, stop);
    }

    private List<Entry> noted(String environment) {
        return new ExecutionRecords(sandbox.world().dynamoDb(), sandbox.stack().reference("Executions"), sandbox.world().clock())
                .list(environment, 20, null).entries();
    }

    @Test
    void what_begins_and_ends_is_noted_once_however_often_that_is_told() {
        told("RUNNING", 0, null);
        assertThat(noted("demo")).singleElement().extracting(Entry::status, Entry::endedAt).containsExactly(ExecutionStatus.RUNNING, null);
        told("SUCCEEDED", 0, start + 5000);
        told("SUCCEEDED", 0, start + 5000);

        assertThat(noted("demo")).singleElement().isEqualTo(
                new Entry(ARN, ExecutionStatus.SUCCEEDED, sandbox.world().now(), sandbox.world().now().plusSeconds(5)));
    }

    @Test
    void a_beginning_that_is_told_after_the_end_changes_nothing() {
        told("FAILED", 0, start + 5000);
        told("RUNNING", 0, null);

        assertThat(noted("demo")).singleElement().extracting(Entry::status).isEqualTo(ExecutionStatus.FAILED);
    }

    @Test
    void a_redrive_begins_anew_what_had_ended() {
        told("ABORTED", 0, start + 5000);
        told("RUNNING", 1, null);
        told("ABORTED", 0, start + 5000);
        assertThat(noted("demo")).singleElement().extracting(Entry::status, Entry::endedAt).containsExactly(ExecutionStatus.RUNNING, null);

        told("SUCCEEDED", 1, start + 9000);

        assertThat(noted("demo")).singleElement().extracting(Entry::status).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void whoever_names_the_environment_in_the_specification_is_noted_too_and_who_names_none_is_not() {
        told("{\"specification\":{\"name\":\"demo\"}}", "RUNNING", 0, null);
        told("{\"specification\":\"none\"}", "FAILED", 0, start);
        told("\"nothing\"", "FAILED", 0, start);
        told("{\"environment\":\"NO NAME\"}", "FAILED", 0, start);

        assertThat(noted("demo")).hasSize(1);
        assertThat(sandbox.world().dynamoDb().items(sandbox.stack().reference("Executions"))).hasSize(1);
    }

    @Test
    void what_step_functions_has_forgotten_is_not_told_of_though_its_item_is_still_there() {
        told("SUCCEEDED", 0, start + 5000);

        sandbox.world().clock().advance(Duration.ofDays(91));

        assertThat(noted("demo")).isEmpty();
    }
}
