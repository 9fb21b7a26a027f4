package dev.redkite.sandbox.states;

import static dev.redkite.sandbox.states.Machines.completed;
import static dev.redkite.sandbox.states.Machines.failed;
import static dev.redkite.sandbox.states.Machines.load;
import static dev.redkite.sandbox.states.Machines.machine;
import static dev.redkite.sandbox.states.Machines.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ExecutionsTest {

    private final Machines machines = new Machines();
    private final StateMachine small = machine("A", task("a", "'End': true"));

    @Test
    void gives_the_same_execution_for_the_same_name_and_input_while_it_runs() {
        Execution first = machines.executions.start(small, "one", Json.parse("{\"n\":1}"));

        assertThat(machines.executions.start(small, "one", Json.parse("{\"n\":1}"))).isSameAs(first);
    }

    @Test
    void refuses_a_name_with_another_input() {
        machines.executions.start(small, "one", Json.parse("{\"n\":1}"));

        assertThatThrownBy(() -> machines.executions.start(small, "one", Json.parse("{\"n\":2}")))
                .isInstanceOf(ExecutionAlreadyExistsException.class);
    }

    @Test
    void refuses_a_name_whose_execution_has_ended() {
        machines.run(small, "{}");

        assertThatThrownBy(() -> machines.executions.start(small, "one", Json.object()))
                .isInstanceOf(ExecutionAlreadyExistsException.class);
    }

    @Test
    void refuses_to_start_without_a_resource_that_the_machine_names() {
        StateMachine other = machine("A", "'A': {'Type': 'Task', 'Resource': 'arn:aws:states:::nothing', 'End': true}");

        assertThatThrownBy(() -> machines.executions.start(other, "one", Json.object()))
                .hasMessageContaining("arn:aws:states:::nothing");
    }

    @Test
    void tells_listeners_the_whole_history_in_order() {
        List<HistoryEvent> heard = new ArrayList<>();
        machines.executions.listen((_, event) -> heard.add(event));

        Execution execution = machines.run(small, "{}");

        assertThat(heard).isEqualTo(execution.history());
        assertThat(heard).extracting(HistoryEvent::kind).containsExactly(
                HistoryEvent.Kind.EXECUTION_STARTED, HistoryEvent.Kind.STATE_ENTERED, HistoryEvent.Kind.TASK_SCHEDULED,
                HistoryEvent.Kind.TASK_STARTED, HistoryEvent.Kind.TASK_SUCCEEDED, HistoryEvent.Kind.STATE_EXITED,
                HistoryEvent.Kind.EXECUTION_SUCCEEDED);
        assertThat(heard).extracting(HistoryEvent::id).containsExactly(1, 2, 3, 4, 5, 6, 7);
        assertThat(heard.getLast().at()).isEqualTo(Machines.START.plusSeconds(1));
    }

    @Test
    void stops_at_once() {
        Execution execution = machines.executions.start(small, "one", Json.object());
        machines.clock.runNext();

        machines.executions.stop(execution, "Stopped", "by hand");
        machines.clock.advance(Duration.ofHours(1));

        assertThat(execution.status()).isEqualTo(ExecutionStatus.ABORTED);
        assertThat(Machines.kinds(execution)).endsWith(HistoryEvent.Kind.TASK_STARTED, HistoryEvent.Kind.EXECUTION_ABORTED);
    }

    @Test
    void times_out_as_a_whole() {
        machines.script("a", completed("1", 1000));

        Execution execution = machines.run(load("{'QueryLanguage': 'JSONata', 'StartAt': 'A', 'TimeoutSeconds': 600, 'States': {%s}}"
                .formatted(task("a", "'Catch': [{'ErrorEquals': ['States.ALL'], 'Next': 'Z'}], 'End': true")
                        + ", 'Z': {'Type': 'Succeed'}")), "{}");

        assertThat(execution.status()).isEqualTo(ExecutionStatus.TIMED_OUT);
        assertThat(execution.elapsed()).isEqualTo(Duration.ofSeconds(600));
    }

    @Test
    void gives_a_redriven_execution_its_whole_time_again() {
        machines.script("a", completed("1", 1000), completed("2", 500));
        Execution execution = machines.run(load("{'QueryLanguage': 'JSONata', 'StartAt': 'A', 'TimeoutSeconds': 600, 'States': {%s}}"
                .formatted(task("a", "'End': true"))), "{}");

        machines.clock.advance(Duration.ofSeconds(60));
        machines.executions.redrive(execution);
        machines.finish(execution);

        assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void redrives_from_the_failed_state_with_its_input_and_fresh_retriers() {
        machines.script("b", failed("E"), failed("E"), failed("E"));
        StateMachine two = machine("A", task("a", "'Output': {'from': 'a'}, 'Assign': {'v': 5}, 'Next': 'B'") + ", "
                + task("b", "'Arguments': ['{% $states.input %}', '{% $v %}'], 'Retry': [{'ErrorEquals': ['E'], 'MaxAttempts': 1}], 'End': true"));
        Execution execution = machines.run(two, "{}");

        machines.executions.redrive(execution);
        machines.finish(execution);

        assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(execution.redriveCount()).isEqualTo(1);
        assertThat(machines.contexts).extracting(StateContext::stateName).containsExactly("A", "B", "B", "B", "B");
        assertThat(machines.arguments.getLast()).hasToString("[{\"from\":\"a\"},5]");
    }

    @Test
    void passes_a_failure_state_when_redriven_and_begins_anew() {
        machines.script("a", failed("E")).script("b", failed("Recorded"));
        StateMachine provision = machine("A", task("a", "'Catch': [{'ErrorEquals': ['States.ALL'], 'Next': 'B'}], 'End': true")
                + ", " + task("b", "'Output': {}, 'Next': 'A'"));
        Execution execution = machines.run(provision, "{}");
        assertThat(execution.error()).isEqualTo("Recorded");

        machines.executions.redrive(execution);
        machines.finish(execution);

        assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(machines.contexts).extracting(StateContext::stateName).containsExactly("A", "B", "B", "A");
    }

    @Test
    void refuses_to_redrive_what_succeeded() {
        Execution execution = machines.run(small, "{}");

        assertThatThrownBy(() -> machines.executions.redrive(execution))
                .isInstanceOf(ExecutionNotRedrivableException.class);
    }

    @Test
    void refuses_to_redrive_after_a_fortnight() {
        machines.script("a", failed("E"));
        Execution execution = machines.run(small, "{}");
        machines.clock.advance(Duration.ofDays(15));

        assertThatThrownBy(() -> machines.executions.redrive(execution))
                .isInstanceOf(ExecutionNotRedrivableException.class).hasMessageContaining("14 days");
    }

    @Test
    void ends_an_execution_whose_history_is_full() {
        Execution execution = machines.run(machine("A", """
                'A': {'Type': 'Wait', 'Seconds': 1, 'Next': 'B'}, 'B': {'Type': 'Choice', 'Default': 'A', 'Choices': [
                  {'Condition': '{% false %}', 'Next': 'C'}]}, 'C': {'Type': 'Succeed'}"""), "{}");

        assertThat(execution.error()).isEqualTo("States.Runtime");
        assertThat(execution.history()).hasSize(25_000);
    }

    @Test
    void waits_for_a_task_that_ends_later() {
        List<Consumer<TaskOutcome>> waiting = new ArrayList<>();
        TaskResources resources = new TaskResources().register("arn:aws:states:::states:startExecution.sync:2",
                (_, _) -> new TaskOutcome.Deferred(waiting::add, () -> {}));
        Executions executions = new Executions(machines.clock, resources, new Random(1));
        Execution execution = executions.start(machine("A",
                "'A': {'Type': 'Task', 'Resource': 'arn:aws:states:::states:startExecution.sync:2', 'End': true}"),
                "one", Json.object());
        machines.clock.runNext();
        machines.clock.after(Duration.ofMinutes(5), () -> waiting.getFirst().accept(completed("{'done': 1}", 0)));

        machines.finish(execution);

        assertThat(execution.elapsed()).isEqualTo(Duration.ofMinutes(5));
        assertThat(execution.output().orElseThrow()).hasToString("{\"done\":1}");
    }

    @Test
    void abandons_a_task_that_ends_too_late() {
        List<String> abandoned = new ArrayList<>();
        TaskResources resources = new TaskResources().register("arn:aws:states:::states:startExecution.sync:2",
                (_, _) -> new TaskOutcome.Deferred(_ -> {}, () -> abandoned.add("child")));
        Executions executions = new Executions(machines.clock, resources, new Random(1));
        Execution execution = executions.start(machine("A", """
                'A': {'Type': 'Task', 'Resource': 'arn:aws:states:::states:startExecution.sync:2',
                  'TimeoutSeconds': 60, 'End': true}"""), "one", Json.object());

        machines.finish(execution);

        assertThat(execution.error()).isEqualTo("States.Timeout");
        assertThat(abandoned).containsExactly("child");
    }
}
