package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Twice is once: the same request again finds everything as it should be. */
class ProvisionTwiceScenarioTest {

    @ParameterizedTest
    @ValueSource(strings = {"01-minimal", "02-reference", "03-new-network"})
    void the_same_request_again_changes_only_the_registry_and_tells_the_bus(String name) {
        ObjectNode event = Events.read(name);
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(event))) {
            Outcome first = sandbox.deliver(event);
            Map<String, Map<String, String>> made = sandbox.world().inventory();
            int since = sandbox.trace().size();

            Outcome second = sandbox.deliver(Events.again(event, 1));

            assertThat(first.phase()).isEqualTo("READY");
            assertThat(second.phase()).as(second.message()).isEqualTo("READY");
            assertThat(second.generation()).isEqualTo(1);
            assertThat(endpoints(second)).isEqualTo(endpoints(first));
            assertThat(Happened.changes(sandbox, since)).containsExactly(
                    "Admission DynamoDb:UpdateItem", "Admission EventBridge:PutEvents",
                    "Publication EventBridge:PutEvents", "Publication DynamoDb:UpdateItem");
            assertThat(sandbox.world().inventory()).isEqualTo(made);
            assertThat(Happened.announced(sandbox)).containsExactly("Environment Ready", "Environment Ready");
        }
    }

    private static JsonNode endpoints(Outcome outcome) {
        JsonNode published = outcome.output().path("publication");
        assertThat(published.path("milvus").asText()).endsWith(":19530");
        return published;
    }
}
