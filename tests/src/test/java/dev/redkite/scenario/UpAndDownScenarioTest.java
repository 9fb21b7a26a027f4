package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.soak.Specifications;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Up then down is nothing, up again is up, down again is down: for whatever valid specification chance draws.
 * {@code -Dredkite.seed=N} draws another one besides.
 */
class UpAndDownScenarioTest {

    private static final List<String> CLOSING =
            List.of("Admission DynamoDb:UpdateItem", "Admission EventBridge:PutEvents", "Publication EventBridge:PutEvents",
                    "Publication DynamoDb:UpdateItem");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void up_then_down_is_nothing(long seed) {
        ObjectNode event = Events.read("01-minimal");
        ObjectNode specification = Specifications.random(Long.getLong("redkite.seed", 0L) * 1000 + seed);
        event.withObject("/detail").set("specification", specification);
        String name = specification.path("name").asText();
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(event).withQuotas(Specifications.QUOTAS))) {
            Set<String> before = Set.copyOf(sandbox.world().inventory().keySet());

            assertPhase("READY", sandbox.deliver(event), specification);
            Map<String, Map<String, String>> up = sandbox.world().inventory();
            int since = sandbox.trace().size();
            assertPhase("READY", sandbox.deliver(Events.again(event, 1)), specification);
            assertThat(sandbox.world().inventory()).isEqualTo(up);
            assertThat(Happened.changes(sandbox, since)).containsExactlyElementsOf(CLOSING);

            assertPhase("REMOVED", sandbox.deliver(Events.teardown(name)), specification);
            assertThat(left(sandbox, before)).isEmpty();
            assertPhase("REMOVED", sandbox.deliver(Events.teardown(name)), specification);
            assertThat(left(sandbox, before)).isEmpty();
        }
    }

    private static void assertPhase(String phase, Outcome outcome, ObjectNode specification) {
        assertThat(outcome.phase()).as("%s%n%s", outcome.message(), specification).isEqualTo(phase);
    }

    private static List<String> left(Sandbox sandbox, Set<String> before) {
        return sandbox.world().inventory().keySet().stream().filter(thing -> !before.contains(thing)).toList();
    }
}
