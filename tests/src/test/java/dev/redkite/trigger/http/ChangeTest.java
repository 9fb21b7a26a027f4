package dev.redkite.trigger.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.states.Execution;
import dev.redkite.trigger.http.ApiClient.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Changes of what stands, by several people at once: on condition, stopped, led on, taken back and asked for again. */
class ChangeTest extends ApiCalls {

    @Test
    void a_change_made_on_condition_of_what_was_seen_is_refused_once_that_was_changed() {
        create("mine");
        sandbox.advance(Duration.ofSeconds(5));
        String seen = api.get("/environments/demo").header("etag");
        stop();
        String stopped = api.get("/environments/demo").header("etag");

        for (String wrong : List.of("\"wrong\"", seen, "W/" + stopped)) {
            Map<String, String> condition = Map.of("if-match", wrong);
            for (Answer refused : List.of(
                    api.send("PUT", "/environments/demo", condition, "{\"protected\":true}"),
                    api.send("DELETE", "/environments/demo", condition, null),
                    api.send("POST", "/environments/demo/recreate", condition, null),
                    api.send("POST", "/environments/demo/pause", condition, null),
                    api.send("POST", "/environments/demo/resume", condition, null),
                    api.send("POST", "/environments/demo/backups", condition, null),
                    api.send("POST", "/environments/demo/restores", condition, null),
                    api.send("POST", only().header("location") + "/redrive", condition, null))) {
                assertProblem(refused, 412, "urn:redkite:problem:changed-meanwhile");
            }
        }
        Map<String, String> right = Map.of("if-match", "\"another\", " + stopped, "idempotency-key", "change");
        assertThat(api.send("PUT", "/environments/demo", right, "{\"protected\":true}").status()).isEqualTo(202);
        sandbox.advance(Duration.ofSeconds(5));
        assertThat(api.send("PUT", "/environments/demo", right, "{\"protected\":true}").status())
                .as("sent again with its key, it is the same request").isEqualTo(202);
        stop();
        assertProblem(api.send("DELETE", "/environments/demo", Map.of("if-match", stopped), null), 412, "urn:redkite:problem:changed-meanwhile");
    }

    @Test
    void what_a_change_makes_different_is_told_before_and_when_it_begins() {
        assertThat(create("mine").json().has("changes")).as("of what is made anew").isFalse();
        sandbox.advance(Duration.ofHours(1));

        JsonNode asked = api.post("/plans", "{\"name\":\"demo\",\"nodes\":{\"count\":4}}").json().path("changes");
        JsonNode begun = api.send("PUT", "/environments/demo", Map.of(), "{\"nodes\":{\"count\":4}}").json().path("changes");

        assertThat(asked.findValuesAsText("path")).containsExactly("$.nodes.count", "$.cost.perMonth");
        assertThat(asked.get(0).toString()).isEqualTo(
                "{\"path\":\"$.nodes.count\",\"from\":3,\"to\":4,\"stage\":\"NodeGroup\",\"effect\":\"nodes are added\",\"interrupts\":false}");
        assertThat(begun).isEqualTo(asked);
        sandbox.advance(Duration.ofHours(1));
        assertThat(api.post("/plans", "{\"name\":\"demo\",\"nodes\":{\"count\":4}}").json().path("changes")).isEmpty();
        assertThat(api.post("/plans", "{\"name\":\"demo\",\"nodes\":{\"count\":4}}").json().path("changes").isArray()).isTrue();
        assertThat(api.post("/environments/demo/recreate", null).json().has("changes")).as("of what is made anew").isFalse();
    }

    @Test
    void how_far_an_execution_has_come_makes_no_tag_useless_for_a_change() {
        create("mine");
        sandbox.advance(Duration.ofSeconds(5));
        String early = api.get("/environments/demo").header("etag");
        sandbox.advance(Duration.ofMinutes(1));

        assertThat(api.get("/environments/demo").header("etag")).isNotEqualTo(early);
        assertProblem(api.send("PUT", "/environments/demo", Map.of("if-match", early), "{}"), 409, "urn:redkite:problem:environment-busy");
    }

    /** The execution that the first request has started. */
    private Answer only() {
        return create("mine");
    }

    private void stop() {
        for (JsonNode execution : api.get("/environments/demo/executions").json().path("executions")) {
            if (execution.path("status").asText().equals("RUNNING")) {
                assertThat(api.post("/environments/demo/executions/" + execution.path("id").asText() + "/stop", null).status()).isEqualTo(202);
            }
        }
    }

    @Test
    void an_execution_is_stopped_where_it_is_and_led_on_by_a_redrive() {
        Answer first = create("mine");
        sandbox.advance(Duration.ofMinutes(1));
        Answer stopped = api.post(first.header("location") + "/stop", null);

        assertThat(stopped.status()).as(stopped.body()).isEqualTo(202);
        assertThat(stopped.header("location")).isEqualTo(first.header("location"));
        JsonNode execution = api.get(first.header("location")).json();
        assertThat(execution.path("status").asText()).isEqualTo("ABORTED");
        assertThat(execution.path("message").asText()).isEqualTo(ApiClient.ARN + " asked for it");
        JsonNode environment = api.get("/environments/demo").json();
        assertThat(environment.path("phase").asText()).isEqualTo("FAILED");
        assertThat(environment.at("/failure/message").asText()).contains(ApiClient.ARN + " asked for it", first.header("location") + "/redrive");
        assertThat(api.get("/environments?phase=FAILED").json().path("environments").findValuesAsText("name")).contains("demo");
        assertThat(api.post(first.header("location") + "/stop", null).json().path("repeated").asBoolean()).isTrue();

        assertThat(api.post(first.header("location") + "/redrive", null).status()).isEqualTo(202);
        sandbox.run(api.execution(first));
        assertThat(api.get("/environments/demo").json().path("phase").asText()).isEqualTo("READY");
        assertProblem(api.post(first.header("location") + "/stop", null), 409, "urn:redkite:problem:not-running");
    }

    /** What the message of the failure says is sent to the address of the environment, and is enough. */
    @Test
    void what_failed_for_want_of_addresses_is_put_right_by_one_gateway_as_it_says() {
        int[] left = {2};
        sandbox.world().intercept((call, service) -> {
            if (call.toString().equals("Ec2:AllocateAddress") && left[0]-- < 1) {
                throw Errors.of("Ec2", 400, "AddressLimitExceeded", "The maximum number of addresses has been reached.");
            }
            return service.get();
        });
        sandbox.run(api.execution(create("mine")));
        JsonNode failed = api.get("/environments/demo").json();
        assertThat(failed.path("phase").asText()).isEqualTo("FAILED");
        assertThat(failed.at("/failure/message").asText()).contains("AddressLimitExceeded", "network.natGateways single");

        Answer changed = api.put("/environments/demo", "{\"network\":{\"natGateways\":\"single\"}}");

        assertThat(changed.status()).as(changed.body()).isEqualTo(202);
        sandbox.run(api.execution(changed));
        JsonNode ready = api.get("/environments/demo").json();
        assertThat(ready.path("phase").asText()).isEqualTo("READY");
        assertThat(ready.has("failure")).isFalse();
    }

    @Test
    void a_request_takes_over_what_was_stopped_and_then_that_cannot_be_redriven_any_more() {
        Answer first = create("mine");
        sandbox.advance(Duration.ofMinutes(1));
        stop();
        Answer second = api.put("/environments/demo", "{}");
        assertThat(second.status()).as(second.body()).isEqualTo(202);
        sandbox.advance(Duration.ofMinutes(1));
        assertProblem(api.post(first.header("location") + "/redrive", null), 409, "urn:redkite:problem:environment-busy");
        stop();

        assertProblem(api.post(first.header("location") + "/redrive", null), 409, "urn:redkite:problem:not-redrivable");
    }

    @Test
    void a_recreate_is_stopped_with_what_it_has_started_and_led_on_with_it() {
        create("mine");
        sandbox.advance(Duration.ofMinutes(3));
        stop();
        Answer recreate = api.post("/environments/demo/recreate?removeData=true", "{\"milvus\":{\"authentication\":true}}");
        assertThat(recreate.status()).as(recreate.body()).isEqualTo(202);
        assertThat(api.execution(recreate).input().path("removeData").asBoolean()).isTrue();
        sandbox.advance(Duration.ofMinutes(3));

        assertThat(api.post(recreate.header("location") + "/stop", null).status()).isEqualTo(202);
        assertThat(sandbox.executions().all()).noneMatch(Execution::isRunning);
        assertThat(api.get("/environments/demo").json().path("phase").asText()).isEqualTo("REMOVAL_FAILED");
        Answer teardown = api.get(recreate.header("location"));
        String child = teardown.json().at("/children/0/id").asText();
        assertProblem(api.post("/environments/demo/executions/" + child + "/redrive", null), 409, "urn:redkite:problem:not-redrivable");
        assertThat(api.post(recreate.header("location") + "/redrive", null).status()).isEqualTo(202);
        sandbox.advance(Duration.ofMinutes(1));
        assertThat(api.get("/environments/demo").json().path("phase").asText()).isEqualTo("REMOVING");
    }

    @Test
    void what_is_removed_stays_so_however_often_that_is_asked_for() {
        Answer made = create("mine");
        sandbox.advance(Duration.ofSeconds(20));
        stop();
        Answer teardown = api.delete("/environments/demo");
        String removed = teardown.header("location");
        sandbox.run(api.execution(teardown));
        assertThat(api.get("/environments/demo").json().path("phase").asText()).isEqualTo("REMOVED");
        int executions = sandbox.executions().all().size();

        Answer again = api.delete("/environments/demo");
        assertThat(again.status()).as(again.body()).isEqualTo(204);
        assertThat(sandbox.executions().all()).hasSize(executions);
        assertProblem(api.put("/environments/demo", "{}"), 409, "urn:redkite:problem:environment-removed");
        sandbox.advance(Duration.ofSeconds(2));
        assertThat(names("/environments")).as("once the registry's index shows it").isEmpty();
        assertThat(names("/environments?phase=REMOVED")).containsExactly("demo");
        assertProblem(api.post(made.header("location") + "/redrive", null), 409, "urn:redkite:problem:not-redrivable");
        Answer refused = api.post(removed + "/redrive", null);
        assertProblem(refused, 409, "urn:redkite:problem:not-redrivable");
        assertThat(refused.json().path("detail").asText())
                .contains("because its status is SUCCEEDED. Next: look at GET /environments/demo, and send the request again if");
        Answer data = api.delete("/environments/demo?removeData=true");
        assertThat(data.status()).as("the data stayed, and goes when that is asked for").isEqualTo(202);
        sandbox.run(api.execution(data));
        assertThat(api.get("/environments/demo").json().path("phase").asText()).isEqualTo("REMOVED");
    }

    /** Without what stands of another deployment. */
    private List<String> names(String path) {
        return api.get(path).json().path("environments").findValuesAsText("name").stream().filter(name -> !name.equals("neighbor")).toList();
    }

    @Test
    void an_update_is_told_as_one_and_no_creations_times_are_expected_of_it() {
        create("mine");
        sandbox.advance(Duration.ofSeconds(20));
        stop();
        Answer update = api.put("/environments/demo", "{}");
        sandbox.advance(Duration.ofSeconds(20));

        JsonNode view = api.get(update.header("location")).json();
        assertThat(view.path("kind").asText()).isEqualTo("update");
        assertThat(view.has("typicalSeconds") || view.has("share") || view.at("/stages/0").has("typicalSeconds")).isFalse();
        JsonNode creation = api.get(only().header("location")).json();
        assertThat(creation.path("kind").asText()).isEqualTo("creation");
        assertThat(creation.path("typicalSeconds").asLong()).isPositive();
        assertThat(api.get("/environments/demo/executions").json().path("executions").findValuesAsText("kind"))
                .containsExactly("update", "creation");
    }
}
