package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.environment.Plan;
import dev.redkite.failure.ServiceQuota;
import dev.redkite.json.Json;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.aws.Quotas;
import dev.redkite.sandbox.states.Execution;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Whichever door one specification comes in by, the same machine makes the same plan of it. */
class DoorsScenarioTest {

    private record Came(String machine, JsonNode specification, Plan plan) {}

    /** What the event starts, looked at once its admission is done. */
    private static Came through(ObjectNode event, Consumer<Sandbox> door) {
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(event).withQuotas(Quotas.young().with(ServiceQuota.STANDARD_VCPUS, 64)))) {
            door.accept(sandbox);
            sandbox.advance(Duration.ofSeconds(5));
            assertThat(sandbox.executions().all()).hasSize(1);
            Execution execution = sandbox.executions().all().iterator().next();
            return new Came(execution.machine().arn(), execution.input().path("specification"),
                    Happened.record(sandbox, execution.input().path("specification").path("name").asText()).plan());
        }
    }

    private static Came throughChat() {
        ObjectNode event = Events.read("30-slack-create");
        return through(event, sandbox -> sandbox.request(event));
    }

    private static Came throughTheApi(JsonNode specification) {
        ObjectNode event = Events.read("20-api-create").put("body", Json.text(specification));
        return through(event, sandbox -> sandbox.request(event));
    }

    private static Came throughTheBus(JsonNode specification) {
        ObjectNode event = Events.read("01-minimal");
        event.withObject("/detail").set("specification", specification);
        return through(event, sandbox -> sandbox.start(event));
    }

    @Test
    void the_same_specification_is_the_same_execution_by_every_door() {
        Came chat = throughChat();

        assertThat(chat.specification().path("workload").path("rows").asInt()).isEqualTo(2_000_000);
        assertThat(throughTheApi(chat.specification())).isEqualTo(chat);
        assertThat(throughTheBus(chat.specification())).isEqualTo(chat);
    }
}
