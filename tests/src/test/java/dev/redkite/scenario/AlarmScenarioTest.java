package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.lambda.EventRule;
import dev.redkite.sandbox.states.Execution;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What rings an operator's alarm, by the template's own filters, patterns and queues: what somebody has to act upon, and nothing else. */
class AlarmScenarioTest {

    private final List<String> log = new ArrayList<>();

    private Sandbox open(JsonNode event) {
        Sandbox sandbox = Sandbox.open(TestSettings.of(event));
        sandbox.functions().logTo(log::add);
        return sandbox;
    }

    /** The filter asks for one phrase, in quotes. */
    private long failures(Sandbox sandbox) {
        JsonNode filter = sandbox.stack().properties("EnvironmentsFailed");
        assertThat(filter.path("LogGroupName").asText()).isEqualTo(sandbox.stack().reference("FailureLog"));
        String phrase = filter.path("FilterPattern").asText().replaceAll("^\"|\"$", "");
        return log.stream().filter(line -> line.contains(phrase)).count();
    }

    private static boolean endedInSilence(Sandbox sandbox, String status, String machine, JsonNode error) {
        ObjectNode event = Json.object().put("source", "aws.states").put("detail-type", "Step Functions Execution Status Change");
        event.putObject("detail").put("status", status).put("stateMachineArn", machine).set("error", error);
        EventRule rule = sandbox.stack().rules().stream().filter(each -> each.logicalId().equals("ExecutionEnded")).findFirst().orElseThrow();
        return rule.pattern().matches(event);
    }

    @ParameterizedTest
    @ValueSource(strings = {"40-eventbridge-malformed", "invalid-broker-count"})
    void a_request_that_was_turned_away_rings_nobody_and_is_no_dead_letter(String name) {
        JsonNode event = Events.read(name);
        try (Sandbox sandbox = open(event)) {
            assertThat(sandbox.deliver(event).invalid()).isTrue();

            Execution execution = sandbox.executions().all().iterator().next();
            assertThat(failures(sandbox)).isZero();
            assertThat(endedInSilence(sandbox, "FAILED", execution.machine().arn(), Json.tree(execution.error()))).isFalse();
            assertThat(sandbox.queued("DeadLetters")).isEmpty();
            assertThat(sandbox.queued("RejectedEvents")).hasSize(1);
        }
    }

    @Test
    void an_environment_that_could_not_be_made_rings_once() {
        JsonNode event = Events.read("01-minimal");
        try (Sandbox sandbox = open(event)) {
            sandbox.world().kafka().endsFailed(3);

            assertThat(sandbox.deliver(event).failed()).isTrue();

            Execution execution = sandbox.executions().all().iterator().next();
            assertThat(failures(sandbox)).isEqualTo(1);
            assertThat(endedInSilence(sandbox, "FAILED", execution.machine().arn(), Json.tree(execution.error()))).isFalse();
            assertThat(sandbox.queued("RejectedEvents")).isEmpty();
        }
    }

    @Test
    void an_execution_that_ends_without_the_failure_paths_word_is_told_of_by_step_functions() {
        JsonNode event = Events.read("01-minimal");
        try (Sandbox sandbox = open(event)) {
            String provision = sandbox.stack().machines().get("Provision").arn();

            assertThat(endedInSilence(sandbox, "ABORTED", provision, Json.tree(null))).isTrue();
            assertThat(endedInSilence(sandbox, "TIMED_OUT", provision, Json.tree("States.Timeout"))).isTrue();
            assertThat(endedInSilence(sandbox, "FAILED", provision, Json.tree("dev.redkite.failure.Transient"))).isTrue();
            assertThat(endedInSilence(sandbox, "SUCCEEDED", provision, Json.tree(null))).isFalse();
        }
    }

    /** By what an alarm looks at, whether by itself or among several metrics. */
    @Test
    void alarms_look_at_letters_that_arrive_and_not_at_a_queue_of_refused_requests() {
        try (Sandbox sandbox = open(Events.read("01-minimal"))) {
            JsonNode alarm = sandbox.stack().properties("DeadLettersAlarm");
            List<JsonNode> metrics = StreamSupport.stream(alarm.path("Metrics").spliterator(), false)
                    .map(metric -> metric.at("/MetricStat/Metric")).filter(metric -> !metric.isMissingNode()).toList();

            assertThat(metrics).extracting(metric -> metric.path("MetricName").asText()).containsOnly("NumberOfMessagesSent");
            assertThat(metrics).extracting(metric -> metric.at("/Dimensions/0/Value").asText())
                    .containsExactly("redkite-DeadLetters", "redkite-UndeliveredNotices");
            assertThat(sandbox.stack().properties("ExecutionsFailedAlarm").path("MetricName").asText()).isEqualTo("EnvironmentsFailed");
        }
    }
}
