package dev.redkite.sandbox.states;

import static dev.redkite.sandbox.states.Machines.completed;
import static dev.redkite.sandbox.states.Machines.failed;
import static dev.redkite.sandbox.states.Machines.machine;
import static dev.redkite.sandbox.states.Machines.task;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorsTest {

    private final Machines machines = new Machines();

    private Duration elapsed() {
        return Duration.between(Machines.START, machines.clock.instant());
    }

    @Test
    void retries_at_the_interval_times_the_backoff_rate() {
        machines.script("a", failed("E"), failed("E"), failed("E"), completed("1", 1));

        Execution execution = machines.run(machine("A", task("a", """
                'Retry': [{'ErrorEquals': ['E'], 'IntervalSeconds': 10, 'BackoffRate': 3, 'MaxDelaySeconds': 40}],
                'End': true""")), "{}");

        assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(elapsed()).isEqualTo(Duration.ofSeconds(4 + 10 + 30 + 40));
    }

    @Test
    void counts_a_transition_for_every_entry_and_every_retry() {
        machines.script("a", failed("E"), failed("E"));

        assertThat(machines.run(machine("A", task("a", "'Retry': [{'ErrorEquals': ['E']}], 'Next': 'Z'")
                + ", 'Z': {'Type': 'Succeed'}"), "{}").transitions()).isEqualTo(4);
    }

    @Test
    void gives_up_after_the_greatest_number_of_attempts() {
        machines.script("a", failed("E"), failed("E"), failed("E"));

        Execution execution = machines.run(machine("A", task("a",
                "'Retry': [{'ErrorEquals': ['E'], 'MaxAttempts': 2}], 'End': true")), "{}");

        assertThat(execution.error()).isEqualTo("E");
        assertThat(execution.cause()).isEqualTo("because");
        assertThat(machines.arguments).hasSize(3);
    }

    @Test
    void counts_the_attempts_of_each_retrier_apart() {
        machines.script("a", failed("E"), failed("F"), failed("E"), failed("F"));

        Execution execution = machines.run(machine("A", task("a", """
                'Retry': [{'ErrorEquals': ['E'], 'MaxAttempts': 2}, {'ErrorEquals': ['F'], 'MaxAttempts': 2}],
                'End': true""")), "{}");

        assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(machines.contexts).extracting(StateContext::retryCount).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void evaluates_arguments_again_that_say_how_often_it_has_tried() {
        machines.script("a", failed("E"), failed("E"));

        machines.run(machine("A", task("a", "'Arguments': {'tries': '{% $states.context.State.RetryCount %}', 'of': '{% $states.input.n %}'},"
                + " 'Retry': [{'ErrorEquals': ['E']}], 'End': true")), "{'n': 7}");

        assertThat(machines.arguments).extracting(each -> each.path("tries").asInt()).containsExactly(0, 1, 2);
        assertThat(machines.arguments).extracting(each -> each.path("of").asInt()).containsOnly(7);
    }

    @Test
    void draws_a_full_jitter_between_nothing_and_the_delay() {
        machines.script("a", failed("E"), completed("1", 1));

        machines.run(machine("A", task("a",
                "'Retry': [{'ErrorEquals': ['E'], 'IntervalSeconds': 100, 'JitterStrategy': 'FULL'}], 'End': true")), "{}");

        assertThat(elapsed()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(102)).isNotEqualTo(Duration.ofSeconds(102));
    }

    @ParameterizedTest(name = "{0} matches {1}: {2}")
    @CsvSource({
        "E, E, true", "E, F, false", "States.ALL, E, true", "States.ALL, States.Timeout, true",
        "States.ALL, States.QueryEvaluationError, true", "States.ALL, States.DataLimitExceeded, false",
        "States.ALL, States.Runtime, false", "States.TaskFailed, E, true", "States.TaskFailed, States.Timeout, false",
        "States.DataLimitExceeded, States.DataLimitExceeded, true", "States.Runtime, States.Runtime, false",
    })
    void matches_as_aws_does(String listed, String error, boolean matches) {
        assertThat(new ErrorMatch(Set.of(listed)).matches(error)).isEqualTo(matches);
    }

    @Test
    void catches_with_the_error_as_output_and_in_variables() {
        machines.script("a", failed("dev.redkite.failure.StageBroken"));

        Execution execution = machines.run(machine("A", task("a", """
                'Catch': [{'ErrorEquals': ['States.ALL'], 'Next': 'Z', 'Assign': {'e': '{% $states.errorOutput.Error %}'},
                  'Output': {'why': '{% $states.errorOutput.Cause %}', 'was': '{% $states.input %}'}}], 'End': true""")
                + ", 'Z': {'Type': 'Pass', 'Output': '{% $merge([$states.input, {\\\"e\\\": $e}]) %}', 'End': true}"), "{'n': 1}");

        assertThat(execution.output().orElseThrow()).hasToString(
                "{\"why\":\"because\",\"was\":{\"n\":1},\"e\":\"dev.redkite.failure.StageBroken\"}");
    }

    @Test
    void passes_the_error_output_on_when_a_catcher_says_nothing() {
        machines.script("a", failed("E"));

        assertThat(machines.run(machine("A", task("a", "'Catch': [{'ErrorEquals': ['E'], 'Next': 'Z'}], 'End': true")
                + ", 'Z': {'Type': 'Succeed'}"), "{}").output().orElseThrow())
                .hasToString("{\"Error\":\"E\",\"Cause\":\"because\"}");
    }

    @Test
    void catches_only_after_the_retries() {
        machines.script("a", failed("E"), failed("E"));

        machines.run(machine("A", task("a", """
                'Retry': [{'ErrorEquals': ['E'], 'MaxAttempts': 1}],
                'Catch': [{'ErrorEquals': ['E'], 'Next': 'Z'}], 'End': true""") + ", 'Z': {'Type': 'Succeed'}"), "{}");

        assertThat(machines.arguments).hasSize(2);
    }

    @Test
    void catches_an_output_that_cannot_be_evaluated() {
        Execution execution = machines.run(machine("A", task("a", """
                'Output': '{% $states.result.gone %}',
                'Catch': [{'ErrorEquals': ['States.QueryEvaluationError'], 'Next': 'Z'}], 'End': true""")
                + ", 'Z': {'Type': 'Succeed'}"), "{}");

        assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(Machines.kinds(execution)).contains(HistoryEvent.Kind.EVALUATION_FAILED);
    }

    @Test
    void does_not_catch_what_a_catcher_itself_does_wrong() {
        machines.script("a", failed("E"));

        assertThat(machines.run(machine("A", task("a", """
                'Catch': [{'ErrorEquals': ['States.ALL'], 'Next': 'Z', 'Output': '{% $gone %}'}], 'End': true""")
                + ", 'Z': {'Type': 'Succeed'}"), "{}").error()).isEqualTo("States.QueryEvaluationError");
    }

    @Test
    void times_a_task_out_at_its_limit() {
        machines.script("a", completed("1", 100));

        Execution execution = machines.run(machine("A", task("a", "'TimeoutSeconds': 60, 'End': true")), "{}");

        assertThat(execution.error()).isEqualTo("States.Timeout");
        assertThat(elapsed()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void lets_a_task_end_exactly_at_its_limit() {
        machines.script("a", completed("1", 60));

        assertThat(machines.run(machine("A", task("a", "'TimeoutSeconds': 60, 'End': true")), "{}").status())
                .isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void fails_with_what_a_fail_state_says() {
        Execution execution = machines.run(machine("A", """
                'A': {'Type': 'Fail', 'Error': 'Mine', 'Cause': '{% \\"n is \\" & $states.input.n %}'}"""), "{'n': 1}");

        assertThat(execution.error()).isEqualTo("Mine");
        assertThat(execution.cause()).isEqualTo("n is 1");
    }
}
