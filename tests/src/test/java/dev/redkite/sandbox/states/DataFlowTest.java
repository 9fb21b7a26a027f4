package dev.redkite.sandbox.states;

import static dev.redkite.sandbox.states.Machines.completed;
import static dev.redkite.sandbox.states.Machines.machine;
import static dev.redkite.sandbox.states.Machines.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataFlowTest {

    private final Machines machines = new Machines();

    private String outputOf(String startAt, String states, String input) {
        Execution execution = machines.run(machine(startAt, states), input);
        assertThat(execution.error()).as(execution.cause()).isEmpty();
        return execution.output().orElseThrow().toString().replace('"', '\'');
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "{% $states.input.n + 1 %} | 3",
        "{% $states.input.n / 4 %} | 0.5",
        "{% $states.input.none %} | null",
        "{% $merge([$states.input, {\\'x\\': [1, 2]}]) %} | {'n':2,'none':null,'x':[1,2]}",
        "{% $exists($states.input.gone) ? 1 : 0 %} | 0",
        "plain {% text | 'plain {% text'",
    })
    void evaluates_strings_between_the_marks_only(String output, String expected) {
        assertThat(outputOf("A", "'A': {'Type': 'Pass', 'Output': \"" + output + "\", 'End': true}",
                "{'n': 2, 'none': null}")).isEqualTo(expected);
    }

    @Test
    void passes_the_input_on_when_a_state_says_nothing() {
        assertThat(outputOf("A", "'A': {'Type': 'Pass', 'Next': 'B'}, 'B': {'Type': 'Succeed'}", "{'n': 1}"))
                .isEqualTo("{'n':1}");
    }

    @Test
    void gives_a_task_its_arguments_and_makes_its_result_the_output() {
        machines.script("a", completed("{'made': true}", 3));

        String output = outputOf("A", task("a", "'Arguments': {'wanted': '{% $states.input.n %}'}, 'End': true"), "{'n': 1}");

        assertThat(machines.arguments).containsExactly(Json.parse("{\"wanted\":1}"));
        assertThat(output).isEqualTo("{'made':true}");
        assertThat(machines.clock.instant()).isEqualTo(Machines.START.plusSeconds(3));
    }

    @Test
    void gives_a_task_its_input_when_it_has_no_arguments() {
        machines.run(machine("A", task("a", "'End': true")), "{'n': 1}");

        assertThat(machines.arguments).containsExactly(Json.parse("{\"n\":1}"));
    }

    @Test
    void evaluates_all_values_of_an_assign_before_any_is_assigned() {
        assertThat(outputOf("A", """
                'A': {'Type': 'Pass', 'Assign': {'x': 1, 'y': 2}, 'Next': 'B'},
                'B': {'Type': 'Pass', 'Assign': {'x': '{% $y %}', 'y': '{% $x %}'}, 'Next': 'C'},
                'C': {'Type': 'Pass', 'Output': '{% [$x, $y] %}', 'End': true}""", "{}")).isEqualTo("[2,1]");
    }

    @Test
    void does_not_let_an_output_see_what_its_own_state_assigns() {
        assertThat(outputOf("A", """
                'A': {'Type': 'Pass', 'Assign': {'x': 1}, 'Next': 'B'},
                'B': {'Type': 'Pass', 'Assign': {'x': 2}, 'Output': '{% $x %}', 'End': true}""", "{}")).isEqualTo("1");
    }

    @Test
    void lets_a_branch_read_the_variables_around_it() {
        assertThat(outputOf("A", """
                'A': {'Type': 'Pass', 'Assign': {'x': 7}, 'Next': 'P'},
                'P': {'Type': 'Parallel', 'End': true, 'Branches': [
                  {'StartAt': 'B', 'States': {'B': {'Type': 'Pass', 'Output': '{% $x %}', 'End': true}}}]}""", "{}"))
                .isEqualTo("[7]");
    }

    @Test
    void keeps_a_branchs_variables_from_everybody_outside() {
        Execution execution = machines.run(machine("P", """
                'P': {'Type': 'Parallel', 'Next': 'Z', 'Branches': [
                  {'StartAt': 'B', 'States': {'B': {'Type': 'Pass', 'Assign': {'x': 1}, 'End': true}}}]},
                'Z': {'Type': 'Pass', 'Output': '{% $x %}', 'End': true}"""), "{}");

        assertThat(execution.error()).isEqualTo("States.QueryEvaluationError");
    }

    @Test
    void merges_what_branches_found() {
        assertThat(outputOf("P", """
                'P': {'Type': 'Parallel', 'Output': '{% $merge($states.result) %}', 'End': true, 'Branches': [
                  {'StartAt': 'B', 'States': {'B': {'Type': 'Pass', 'Output': {'b': 1}, 'End': true}}},
                  {'StartAt': 'C', 'States': {'C': {'Type': 'Pass', 'Output': {'c': 2}, 'End': true}}}]}""", "{}"))
                .isEqualTo("{'b':1,'c':2}");
    }

    @Test
    void takes_the_first_choice_whose_condition_holds() {
        String states = """
                'A': {'Type': 'Choice', 'Default': 'Z', 'Choices': [
                  {'Condition': '{% $states.input.n > 10 %}', 'Next': 'Large', 'Output': 'rule'},
                  {'Condition': '{% $states.input.n > 5 %}', 'Next': 'Z'}]},
                'Large': {'Type': 'Succeed'}, 'Z': {'Type': 'Succeed', 'Output': 'default'}""";

        assertThat(outputOf("A", states, "{'n': 11}")).isEqualTo("'rule'");
    }

    @Test
    void goes_to_the_default_when_no_condition_holds() {
        assertThat(outputOf("A", """
                'A': {'Type': 'Choice', 'Default': 'Z', 'Choices': [
                  {'Condition': '{% $states.input.n > 10 %}', 'Next': 'Y'}]},
                'Y': {'Type': 'Succeed', 'Output': 'y'}, 'Z': {'Type': 'Succeed', 'Output': 'z'}""", "{'n': 1}"))
                .isEqualTo("'z'");
    }

    @Test
    void fails_when_no_condition_holds_and_there_is_no_default() {
        assertThat(machines.run(machine("A", """
                'A': {'Type': 'Choice', 'Choices': [{'Condition': '{% false %}', 'Next': 'Y'}]},
                'Y': {'Type': 'Succeed'}"""), "{}").error()).isEqualTo("States.NoChoiceMatched");
    }

    @Test
    void lets_time_pass_in_a_wait() {
        machines.run(machine("A", """
                'A': {'Type': 'Wait', 'Seconds': '{% $states.input.s %}', 'Next': 'B'},
                'B': {'Type': 'Wait', 'Timestamp': '2026-11-24T11:00:00+01:00', 'End': true}"""), "{'s': 90}");

        assertThat(machines.clock.instant()).isEqualTo(Machines.START.plusSeconds(3600));
    }

    @Test
    void knows_where_it_is() {
        assertThat(outputOf("A", """
                'A': {'Type': 'Pass', 'Output': '{% $states.context %}', 'End': true}""", "{'n': 1}"))
                .contains("'Id':'arn:aws:states:us-west-2:123456789012:execution:small:one'", "'Name':'one'",
                        "'Input':{'n':1}", "'StartTime':'2026-11-24T09:00:00Z'", "'RedriveCount':0",
                        "'EnteredTime':'2026-11-24T09:00:00Z'", "'Name':'A'", "'RetryCount':0", "'Name':'small'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "{% $states.input.gone %}", "{% $states.result %}", "{% $unknown %}", "{% 1 / 0 %}",
        "{% function($x) { $x } %}", "{% $sum %}", "{% \\'a\\' + 1 %}", "{% $error(\\'no\\') %}", "{% $ %}",
    })
    void fails_on_what_is_undefined_or_not_json(String output) {
        Execution execution = machines.run(machine("A",
                "'A': {'Type': 'Pass', 'Output': \"" + output + "\", 'End': true}"), "{}");

        assertThat(execution.error()).isEqualTo("States.QueryEvaluationError");
        assertThat(execution.cause()).contains("$.States.A.Output");
    }

    @Test
    void refuses_to_pass_on_more_than_256_kibibytes() {
        machines.script("a", completed("'" + "x".repeat(262_144) + "'", 1));

        assertThat(machines.run(machine("A", task("a", "'End': true")), "{}").error())
                .isEqualTo("States.DataLimitExceeded");
    }
}
