package dev.redkite.sandbox.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "an unknown field | $.States.A.ResultPath | 'A': {'Type': 'Pass', 'ResultPath': '$', 'End': true}",
        "an unknown field of a retrier | $.States.A.Retry[0].Pace | 'A': {'Type': 'Task', 'Resource': 'arn:x', 'Retry': [{'ErrorEquals': ['E'], 'Pace': 1}], 'End': true}",
        "an unknown field of a catcher | $.States.A.Catch[0].ResultPath | 'A': {'Type': 'Task', 'Resource': 'arn:x', 'Catch': [{'ErrorEquals': ['E'], 'Next': 'B', 'ResultPath': '$'}], 'Next': 'B'}, 'B': {'Type': 'Succeed'}",
        "an unknown field within a branch | $.States.A.Branches[0].States.B.Parameters | 'A': {'Type': 'Parallel', 'End': true, 'Branches': [{'StartAt': 'B', 'States': {'B': {'Type': 'Pass', 'Parameters': {}, 'End': true}}}]}",
        "an unknown state type | $.States.A.Type | 'A': {'Type': 'Map', 'End': true}",
        "neither Next nor End | $.States.A | 'A': {'Type': 'Pass'}",
        "both Next and End | $.States.A | 'A': {'Type': 'Pass', 'Next': 'A', 'End': true}",
        "a Next to nowhere | $.States.A | 'A': {'Type': 'Pass', 'Next': 'Z'}",
        "a state that is never reached | $.States.Z | 'A': {'Type': 'Pass', 'End': true}, 'Z': {'Type': 'Succeed'}",
        "States.ALL beside another name | $.States.A.Retry[0].ErrorEquals | 'A': {'Type': 'Task', 'Resource': 'arn:x', 'Retry': [{'ErrorEquals': ['States.ALL', 'E']}], 'End': true}",
        "States.ALL before the last | $.States.A.Retry[0].ErrorEquals | 'A': {'Type': 'Task', 'Resource': 'arn:x', 'Retry': [{'ErrorEquals': ['States.ALL']}, {'ErrorEquals': ['E']}], 'End': true}",
        "an error name that AWS does not have | $.States.A.Retry[0].ErrorEquals | 'A': {'Type': 'Task', 'Resource': 'arn:x', 'Retry': [{'ErrorEquals': ['States.Any']}], 'End': true}",
        "a backoff rate below one | $.States.A.Retry[0].BackoffRate | 'A': {'Type': 'Task', 'Resource': 'arn:x', 'Retry': [{'ErrorEquals': ['E'], 'BackoffRate': 0.5}], 'End': true}",
        "an interval of nothing | $.States.A.Retry[0].IntervalSeconds | 'A': {'Type': 'Task', 'Resource': 'arn:x', 'Retry': [{'ErrorEquals': ['E'], 'IntervalSeconds': 0}], 'End': true}",
        "a JSONata mistake | $.States.A.Output.x | 'A': {'Type': 'Pass', 'Output': {'x': '{% 1 + %}'}, 'End': true}",
        "JSONata that does not end | $.States.A.Output | 'A': {'Type': 'Pass', 'Output': '{% 1', 'End': true}",
        "a function whose result no input decides | $.States.A.Output | 'A': {'Type': 'Pass', 'Output': '{% $now() %}', 'End': true}",
        "a variable called states | $.States.A.Assign.states | 'A': {'Type': 'Pass', 'Assign': {'states': 1}, 'End': true}",
        "a branch that assigns a variable around it | $ | 'A': {'Type': 'Parallel', 'Assign': {'v': 1}, 'End': true, 'Branches': [{'StartAt': 'B', 'States': {'B': {'Type': 'Pass', 'Assign': {'v': 2}, 'End': true}}}]}",
        "one name for two states | $ | 'A': {'Type': 'Parallel', 'End': true, 'Branches': [{'StartAt': 'A', 'States': {'A': {'Type': 'Succeed'}}}]}",
        "Seconds and Timestamp | $.States.A | 'A': {'Type': 'Wait', 'Seconds': 1, 'Timestamp': '2026-11-24T09:00:00Z', 'End': true}",
        "a timeout of nothing | $.States.A.TimeoutSeconds | 'A': {'Type': 'Task', 'Resource': 'arn:x', 'TimeoutSeconds': 0, 'End': true}",
    })
    void refuses(String what, String path, String states) {
        assertThatThrownBy(() -> Machines.machine("A", states))
                .isInstanceOfSatisfying(DefinitionException.class, wrong -> assertThat(wrong.path()).isEqualTo(path));
    }

    @Test
    void refuses_jsonpath() {
        assertThatThrownBy(() -> Machines.load("{'StartAt': 'A', 'States': {'A': {'Type': 'Succeed'}}}"))
                .hasMessageContaining("$.QueryLanguage");
    }

    @Test
    void refuses_a_start_that_does_not_exist() {
        assertThatThrownBy(() -> Machines.machine("Z", "'A': {'Type': 'Succeed'}")).hasMessageContaining("$.StartAt");
    }

    @Test
    void refuses_a_key_that_stands_twice() {
        assertThatThrownBy(() -> Machines.machine("A", "'A': {'Type': 'Succeed'}, 'A': {'Type': 'Succeed'}"))
                .isInstanceOf(DefinitionException.class).hasMessageContaining("Duplicate");
    }

    @Test
    void puts_substitutions_in() {
        StateMachine machine = StateMachine.load(Machines.ARN, """
                {"QueryLanguage": "JSONata", "StartAt": "A", "States": {
                  "A": {"Type": "Task", "Resource": "${AFunctionArn}", "End": true}}}""",
                Map.of("AFunctionArn", "arn:aws:lambda:us-west-2:123456789012:function:a"));

        assertThat(machine.resources()).containsExactly("arn:aws:lambda:us-west-2:123456789012:function:a");
    }

    @Test
    void refuses_a_substitution_that_nobody_gives() {
        assertThatThrownBy(() -> Machines.machine("A", "'A': {'Type': 'Task', 'Resource': '${Gone}', 'End': true}"))
                .isInstanceOf(DefinitionException.class).hasMessageContaining("${Gone}");
    }
}
