package dev.redkite.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.deployment.Operation;
import dev.redkite.json.Json;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.states.Execution;
import dev.redkite.trigger.Requests.Started;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;

class RequestsTest {

    private final Sandbox sandbox = Sandbox.open(TestSettings.of(Json.object()));
    private final Requests requests = new Requests(
            () -> sandbox.world().client(SfnClient.class), sandbox.platform("ApiFunction").deployment());
    private final JsonNode specification = Json.parse("{\"name\":\"demo\"}");

    @AfterEach
    void close() {
        sandbox.close();
    }

    private Execution execution(Started started) {
        return sandbox.executions().find(started.executionArn()).orElseThrow();
    }

    @Test
    void each_operation_starts_its_own_machine_with_what_it_takes() {
        assertThat(execution(requests.provision(specification, "ada", "key")).input().toString())
                .isEqualTo("{\"specification\":{\"name\":\"demo\"},\"requester\":\"ada\"}");
        assertThat(execution(requests.start(Requests.Request.teardown("demo", new DataChoice(true, null)), "ada", "key")).input().toString())
                .isEqualTo("{\"environment\":\"demo\",\"removeData\":true,\"requester\":\"ada\"}");
        assertThat(execution(requests.start(Requests.Request.recreate("demo", null, new DataChoice(false, null)), "ada", "key")).input().toString())
                .isEqualTo("{\"environment\":\"demo\",\"removeData\":false,\"requester\":\"ada\"}");
        assertThat(execution(requests.start(Requests.Request.recreate("demo", specification, new DataChoice(false, true)), "ada", "other")).input().path("specification"))
                .isEqualTo(specification);
        assertThat(sandbox.executions().all()).extracting(execution -> execution.machine().name())
                .containsExactly("redkite-provision", "redkite-teardown", "redkite-recreate", "redkite-recreate");
    }

    @Test
    void a_request_sent_again_starts_nothing_while_the_first_runs_and_after_it_has_ended() {
        Started first = requests.provision(specification, "ada", "key");

        assertThat(requests.provision(specification, "ada", "key")).isEqualTo(first);
        sandbox.executions().stop(execution(first), "Operator", "changed my mind");
        Started again = requests.provision(specification, "ada", "key");

        assertThat(again.executionArn()).isEqualTo(first.executionArn());
        assertThat(again.repeated()).isTrue();
        assertThat(sandbox.executions().all()).hasSize(1);
    }

    @Test
    void another_key_and_another_environment_are_another_request() {
        String name = requests.provision(specification, "ada", "key").executionName();

        assertThat(requests.provision(specification, "ada", "other").executionName()).isNotEqualTo(name);
        assertThat(requests.provision(Json.parse("{\"name\":\"other\"}"), "ada", "key").executionName()).isNotEqualTo(name);
    }

    @Test
    void the_longest_names_make_a_name_that_step_functions_takes() {
        assertThat(Requests.name(Operation.provision, "an-environment-called-so", "k".repeat(255)))
                .matches("provision-an-environment-called-so-[0-9a-f]{40}").hasSizeLessThanOrEqualTo(80);
    }

    @Test
    void what_could_be_no_environments_name_is_left_to_admission() {
        for (String odd : List.of("{\"name\":\"No Name\"}", "[]")) {
            assertThat(requests.provision(Json.parse(odd), "ada", "key").executionName()).startsWith("provision-unnamed-");
        }
    }
}
