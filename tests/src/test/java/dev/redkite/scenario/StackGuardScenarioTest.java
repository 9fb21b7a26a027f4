package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.contract.TakenOver;
import dev.redkite.json.Json;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.registry.Registry;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.states.TaskOutcome;
import dev.redkite.sandbox.web.FakeWeb;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The stack is to be deleted, and CloudFormation asks its guard first. */
class StackGuardScenarioTest {

    private static ObjectNode request(String type) {
        return Json.object().put("RequestType", type).put("ResponseURL", FakeWeb.CLOUD_FORMATION + "?X-Amz-Signature=secret")
                .put("StackId", "arn:aws:cloudformation:us-west-2:123456789012:stack/redkite/1").put("RequestId", "one")
                .put("LogicalResourceId", "StackGuard").put("PhysicalResourceId", "stack-guard");
    }

    private static JsonNode answered(Sandbox sandbox, String type) {
        assertThat(sandbox.invoke("StackGuardFunction", request(type))).isInstanceOf(TaskOutcome.Completed.class);
        return Json.parse(sandbox.world().web().sent().getLast().body());
    }

    @Test
    void a_stack_is_not_deleted_while_an_environment_stands_and_is_once_it_is_removed() {
        ObjectNode event = Events.read("01-minimal");
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(event))) {
            assertThat(answered(sandbox, "Create").path("Status").asText()).isEqualTo("SUCCESS");
            sandbox.deliver(event);

            JsonNode refused = answered(sandbox, "Delete");

            assertThat(refused.path("Status").asText()).isEqualTo("FAILED");
            assertThat(refused.path("Reason").asText()).contains("An environment stands", "demo", "Next: tear down");
            assertThat(refused.path("RequestId").asText()).isEqualTo("one");
            assertThat(refused.path("PhysicalResourceId").asText()).isEqualTo("stack-guard");
            assertThat(answered(sandbox, "Update").path("Status").asText()).isEqualTo("SUCCESS");

            sandbox.deliver(Events.teardown("demo"));

            assertThat(answered(sandbox, "Delete").path("Status").asText()).isEqualTo("SUCCESS");
        }
    }

    /** The upgrade that brings the index changes a property of the guard, at which CloudFormation calls it. */
    @Test
    void an_upgrade_lists_what_stood_before_there_was_an_index() {
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(Events.read("01-minimal")))) {
            TakenOver.unindexed(sandbox, "demo", "READY");
            TakenOver.unindexed(sandbox, "gone", "REMOVED");
            Registry registry = new Registry(sandbox.world().dynamoDb(), sandbox.platform().deployment().registryTable(), sandbox.world().clock());
            assertThat(registry.standing(20, null).records()).isEmpty();

            assertThat(answered(sandbox, "Update").path("Status").asText()).isEqualTo("SUCCESS");

            sandbox.advance(Duration.ofSeconds(2));
            assertThat(registry.standing(20, null).records()).extracting(EnvironmentRecord::environment).containsExactly("demo");
        }
    }

    @Test
    void a_registry_that_cannot_be_indexed_is_told_with_what_to_do() {
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(Events.read("01-minimal")))) {
            sandbox.world().dynamoDb().dropTable(sandbox.platform().deployment().registryTable());

            JsonNode refused = answered(sandbox, "Update");

            assertThat(refused.path("Status").asText()).isEqualTo("FAILED");
            assertThat(refused.path("Reason").asText()).contains("index of environments could not be completed", "Next: ");
        }
    }

    /** Half-way is standing: what failed to be made or to be removed costs as much. */
    @Test
    void what_failed_half_way_stands_in_the_way_too() {
        ObjectNode event = Events.read("01-minimal");
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(event))) {
            sandbox.world().kafka().endsFailed(3);
            assertThat(sandbox.deliver(event).failed()).isTrue();

            assertThat(answered(sandbox, "Delete").path("Status").asText()).isEqualTo("FAILED");
        }
    }

    @Test
    void a_registry_that_cannot_be_asked_stands_in_the_way() {
        ObjectNode event = Events.read("01-minimal");
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(event))) {
            sandbox.world().dynamoDb().dropTable(sandbox.platform().deployment().registryTable());

            JsonNode refused = answered(sandbox, "Delete");

            assertThat(refused.path("Status").asText()).isEqualTo("FAILED");
            assertThat(refused.path("Reason").asText()).contains("The registry could not be asked", "Next: ");
        }
    }
}
