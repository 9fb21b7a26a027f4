package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.deployment.Operation;
import dev.redkite.deployment.Stages;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.lambda.Stack;
import dev.redkite.sandbox.states.Execution;
import dev.redkite.sandbox.states.HistoryEvent;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A provision that was stopped at any state, with whatever it had begun, can be torn down without a trace. */
@Tag("search")
class StoppedAnywhereScenarioTest {

    /** With a network of its own, so that every stage has something to make. */
    private final ObjectNode event = Events.read("03-new-network");

    static Stream<String> states() {
        return Stack.read(Path.of("..", "template.yaml"), "123456789012", "us-west-2")
                .machines().get("Provision").load().taskNames().stream()
                .filter(name -> !name.equals("Failure") && !Stages.seldom(Operation.provision, name));
    }

    @ParameterizedTest
    @MethodSource("states")
    void nothing_is_left_after_a_provision_was_stopped_at(String state) {
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(event))) {
            Set<String> before = sandbox.world().inventory().keySet();
            stopAt(sandbox, state);

            Outcome outcome = sandbox.deliver(Events.teardown(Events.specification(event).path("name").asText()));

            assertThat(outcome.phase()).as(outcome.message()).isEqualTo("REMOVED");
            assertThat(outcome.output().path("removal").path("leftovers").asInt(-1)).isZero();
            assertThat(sandbox.world().inventory().keySet().stream().filter(thing -> !before.contains(thing))).isEmpty();
        }
    }

    /** Right after the first call of the state's function: mostly it has sent something and has not seen the end of it. */
    private void stopAt(Sandbox sandbox, String state) {
        AtomicBoolean reached = new AtomicBoolean();
        sandbox.listen((_, happened) -> reached.compareAndSet(false, happened.state().equals(state)
                && (happened.kind() == HistoryEvent.Kind.TASK_FAILED || happened.kind() == HistoryEvent.Kind.TASK_SUCCEEDED)));
        Execution execution = sandbox.start(event);
        sandbox.runUntil(() -> reached.get() || !execution.isRunning());
        assertThat(reached).isTrue();
        sandbox.executions().stop(execution, "Operator", "changed my mind");
    }
}
