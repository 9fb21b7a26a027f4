package dev.redkite.contract.judges;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.lambda.Invocation;
import dev.redkite.sandbox.states.TaskOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** The comparison of two interpreters finds what it is there to find. */
class CourseTest {

    private static final DescribeExecutionResponse ENDED = DescribeExecutionResponse.builder()
            .status(ExecutionStatus.SUCCEEDED).input("{\"a\":1}").output("{\"b\":2}").build();

    private static Invocation call(String function, String input, TaskOutcome outcome) {
        return new Invocation(function, Instant.EPOCH, null, Json.parse(input), outcome);
    }

    private static TaskOutcome answered(String result) {
        return new TaskOutcome.Completed(Json.parse(result), Duration.ZERO);
    }

    private static Course course(Invocation... calls) {
        return Course.of(ENDED, List.of(calls));
    }

    private static String failed(String trace) {
        JsonNode cause = Json.object().put("errorMessage", "says \"no\"").put("errorType", "a.B").put("stackTrace", trace);
        return Json.object().put("cause", cause.toString()).toString();
    }

    @Test
    void the_same_course_has_no_difference() {
        Course course = course(call("A", "{}", answered("{}")), call("B", "{}", answered("{}")));

        assertThat(course.differenceTo(course(call("B", "{}", answered("{}")), call("A", "{}", answered("{}"))))).isEmpty();
    }

    @Test
    void another_input_answer_order_or_number_of_calls_is_a_difference() {
        Course course = course(call("A", "{\"x\":1}", answered("{}")), call("A", "{\"x\":2}", answered("{}")));

        assertThat(course.differenceTo(course(call("A", "{\"x\":3}", answered("{}")), call("A", "{\"x\":2}", answered("{}")))))
                .contains("line 1", "\"x\":3", "\"x\":1");
        assertThat(course.differenceTo(course(call("A", "{\"x\":1}", answered("{\"y\":1}")), call("A", "{\"x\":2}", answered("{}")))))
                .contains("line 1");
        assertThat(course.differenceTo(course(call("A", "{\"x\":2}", answered("{}")), call("A", "{\"x\":1}", answered("{}")))))
                .contains("line 1");
        assertThat(course.differenceTo(course(call("A", "{\"x\":1}", answered("{}"))))).contains("line 2");
        assertThat(course(call("A", "{\"x\":1}", answered("{}"))).differenceTo(course)).contains("line 2");
    }

    @Test
    void another_end_is_a_difference() {
        assertThat(course().differenceTo(Course.of(ENDED.toBuilder().output("{\"b\":3}").build(), List.of()))).contains("line 1");
    }

    @Test
    void only_the_stack_trace_of_a_failure_that_is_handed_on_may_differ() {
        Course course = course(call("A", failed("at one"), answered("{}")));

        assertThat(course.differenceTo(course(call("A", failed("at two"), answered("{}"))))).isEmpty();
        assertThat(course.differenceTo(course(call("A", failed("at one").replace("no", "yes"), answered("{}"))))).contains("line 1");
    }

    @Test
    void only_names_that_cloudformation_made_are_put_into_ours() {
        DeployedStack stack = new DeployedStack(null, null,
                Map.of("Queue", "http://localhost/1/redkite-Queue-C15792A2E60F2", "Topic", "arn:aws:sns:r:1:redkite-Topic-DFA0CC2216E6C"));

        assertThat(stack.inOurNames("arn:aws:sqs:r:1:redkite-Queue-C15792A2E60F2 redkite-Topic-DFA0CC2216E6C"))
                .isEqualTo("arn:aws:sqs:r:1:redkite-Queue redkite-Topic");
        assertThat(stack.inOurNames("redkite-Queue-000000000000A redkite-Other-DFA0CC2216E6C"))
                .isEqualTo("redkite-Queue-000000000000A redkite-Other-DFA0CC2216E6C");
    }
}
