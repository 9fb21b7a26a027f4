package dev.redkite.sandbox.states;

import static dev.redkite.sandbox.states.Machines.completed;
import static dev.redkite.sandbox.states.Machines.failed;
import static dev.redkite.sandbox.states.Machines.machine;
import static dev.redkite.sandbox.states.Machines.task;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParallelTest {

    private final Machines machines = new Machines();

    private static StateMachine beside(String more) {
        return machine("P", """
                'P': {'Type': 'Parallel', %s 'Branches': [
                  {'StartAt': 'A', 'States': {%s, %s}}, {'StartAt': 'B', 'States': {%s}}]}, 'Z': {'Type': 'Succeed'}"""
                .formatted(more, task("a", "'Next': 'C'"), task("c", "'End': true"), task("b", "'End': true")));
    }

    private long seconds() {
        return Duration.between(Machines.START, machines.clock.instant()).toSeconds();
    }

    @Test
    void takes_as_long_as_the_longest_branch() {
        machines.script("a", completed("1", 10)).script("c", completed("2", 10)).script("b", completed("3", 15));

        Execution execution = machines.run(beside("'Next': 'Z',"), "{}");

        assertThat(execution.output().orElseThrow()).hasToString("[2,3]");
        assertThat(seconds()).isEqualTo(20);
    }

    @Test
    void stops_the_other_branches_when_one_fails() {
        machines.script("a", completed("1", 10)).script("b", failed("E"));

        Execution execution = machines.run(beside("'Next': 'Z',"), "{}");
        machines.clock.advance(Duration.ofHours(1));

        assertThat(execution.error()).isEqualTo("E");
        assertThat(machines.arguments).hasSize(2);
        assertThat(execution.history()).filteredOn(event -> event.kind() == HistoryEvent.Kind.STATE_ABORTED)
                .extracting(HistoryEvent::state).containsExactly("A");
    }

    @Test
    void catches_a_branchs_error() {
        machines.script("b", failed("E"));

        assertThat(machines.run(beside("'Catch': [{'ErrorEquals': ['E'], 'Next': 'Z'}], 'Next': 'Z',"), "{}").status())
                .isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void retries_all_branches() {
        machines.script("b", failed("E"));

        Execution execution = machines.run(beside("'Retry': [{'ErrorEquals': ['E']}], 'Next': 'Z',"), "{}");

        assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(machines.contexts).extracting(StateContext::stateName).containsExactly("A", "B", "A", "B", "C");
    }

    @Test
    void redrives_only_the_branches_that_did_not_succeed() {
        machines.script("c", failed("E"));
        Execution execution = machines.run(beside("'Next': 'Z',"), "{'n': 1}");
        machines.contexts.clear();

        machines.executions.redrive(execution);
        machines.finish(execution);

        assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(machines.contexts).extracting(StateContext::stateName).containsExactly("C");
        assertThat(machines.contexts).extracting(StateContext::redriveCount).containsExactly(1);
        assertThat(execution.output().orElseThrow()).hasToString("[{\"n\":1},{\"n\":1}]");
    }

    @Test
    void redrives_a_branch_that_was_stopped_from_the_state_it_was_in() {
        machines.script("a", completed("{'a': 1}", 10)).script("b", failed("E"));
        Execution execution = machines.run(beside("'Next': 'Z',"), "{'n': 1}");
        machines.contexts.clear();

        machines.executions.redrive(execution);
        machines.finish(execution);

        assertThat(machines.contexts).extracting(StateContext::stateName).isEqualTo(List.of("A", "B", "C"));
        assertThat(execution.output().orElseThrow()).hasToString("[{\"n\":1},{\"n\":1}]");
    }
}
