package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.deployment.Operation;
import dev.redkite.deployment.Stages;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.states.Execution;
import dev.redkite.scenario.Advice.Amended;
import dev.redkite.scenario.Advice.Cured;
import dev.redkite.scenario.Advice.Recreated;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a row of docs/failures.md advises is done, word for word, and then the environment is ready. */
@Tag("search")
class AdviceScenarioTest {

    /** What stands between the moves, and is done with each of its kind. */
    private static final String BETWEEN = "( or | and |, then redrive the execution(; every call takes a new token)?|; then redrive the execution"
            + "| and redrive the execution| and send the request again|[\\s.,;])*";

    static Stream<Arguments> all() {
        return MisbehaviourScenarioTest.all().flatMap(row -> Advices.of(row).stream()
                .map(advice -> Arguments.argumentSet(row.title() + ": " + advice.said(), row, advice)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void followed_literally_it_leads_to_an_environment_that_is_ready(Misbehaviour row, Advice advice) {
        try (Sandbox sandbox = Sandbox.open(row.settings())) {
            Advices.prepare(sandbox);
            row.beginBefore(sandbox);
            row.stand(sandbox);
            Execution execution = sandbox.start(row.request());
            Outcome failed = sandbox.run(execution);
            assertSaid(failed, row);
            sandbox.advance(Duration.ofMinutes(5));

            Outcome then = switch (advice) {
                case Cured(String _, Consumer<Sandbox> cure) -> {
                    cure.accept(sandbox);
                    sandbox.executions().redrive(execution);
                    yield sandbox.run(execution);
                }
                case Amended(String _, Consumer<ObjectNode> change) -> sandbox.deliver(changed(row.request(), change));
                case Recreated(String _, Consumer<ObjectNode> change) -> {
                    row.end().accept(sandbox);
                    yield sandbox.deliver(recreate(row, change));
                }
            };

            assertThat(then.phase()).as("%s%n%s", advice, then.message()).isEqualTo(row.asked() == Operation.pause ? "PAUSED" : "READY");
        }
    }

    /** Nothing is advised that is not followed here. */
    private static void assertSaid(Outcome failed, Misbehaviour row) {
        assertThat(failed.phase()).as(failed.message()).isEqualTo("FAILED");
        String safe = Stages.findMeanwhile(row.asked(), failed.message().replaceFirst("(?s):.*", "")).orElse("");
        String rest = failed.message().replaceFirst("(?s).*Next: ", "").replace(safe, "");
        for (Advice advice : Advices.of(row)) {
            assertThat(rest).contains(advice.said());
            rest = rest.replace(advice.said(), "");
        }
        assertThat(rest).as("what else is advised").matches(BETWEEN);
    }

    private static ObjectNode changed(ObjectNode event, Consumer<ObjectNode> change) {
        ObjectNode again = Events.again(event, 1);
        change.accept(Events.specification(again));
        return again;
    }

    private static ObjectNode recreate(Misbehaviour row, Consumer<ObjectNode> change) {
        ObjectNode event = Events.recreate(row.environment());
        event.withObject("/detail").set("specification", Events.specification(changed(row.request(), change)));
        return event;
    }
}
