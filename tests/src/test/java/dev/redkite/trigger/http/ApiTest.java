package dev.redkite.trigger.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.trigger.http.ApiClient.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP API as a caller meets it; every answer is held against the OpenAPI document at the end. */
class ApiTest extends ApiCalls {

    @Test
    void a_specification_starts_an_execution_and_the_answer_says_where_to_look() {
        Answer accepted = api.post("/environments", DEMO);

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.json().path("warnings")).isEqualTo(api.post("/plans", DEMO).json().path("warnings")).isNotEmpty();
        assertThat(accepted.header("location"))
                .isEqualTo("/environments/demo/executions/" + accepted.json().path("execution").asText());
        assertThat(api.execution(accepted).input().path("requester").asText()).isEqualTo(ApiClient.ARN);
        assertThat(api.get(accepted.header("location")).json().path("status").asText()).isEqualTo("RUNNING");
    }

    @Test
    void everything_wrong_with_a_specification_is_said_at_once_and_nothing_is_started() {
        Answer refused = api.post("/environments", """
                {"name": "Demo", "workload": {"rows": 0}, "kafka": {"version": "4.0.x"}, "kubernets": {}}""");

        assertProblem(refused, 422, "urn:redkite:problem:invalid-request");
        assertThat(refused.json().path("violations").findValuesAsText("path"))
                .containsExactlyInAnyOrder("$.name", "$.workload.rows", "$.kafka.version", "$.kubernets");
        assertThat(sandbox.executions().all()).isEmpty();
    }

    @Test
    void a_request_sent_again_with_its_key_is_the_same_request() {
        Answer first = create("mine");
        Answer again = create("mine");
        sandbox.advance(Duration.ofMinutes(1));
        Answer later = create("mine");

        assertThat(List.of(again, later)).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.header("location")).isEqualTo(first.header("location"));
            assertThat(answer.json().path("repeated").asBoolean()).isTrue();
        });
        assertThat(sandbox.executions().all()).hasSize(1);
    }

    @Test
    void a_key_used_for_another_request_is_refused() {
        create("mine");

        Answer other = api.send("POST", "/environments", Map.of("idempotency-key", "mine"),
                "{\"name\":\"demo\",\"protected\":true}");

        assertProblem(other, 422, "urn:redkite:problem:idempotency-key-reused");
    }

    /** A key is its caller's: what it was used for is found whatever it is used with next. */
    @Test
    void a_key_is_refused_with_another_environment_and_with_another_method() {
        Answer first = create("mine");
        Map<String, String> mine = Map.of("idempotency-key", "mine");

        Answer another = api.send("POST", "/environments", mine, "{\"name\":\"other\"}");
        assertProblem(another, 422, "urn:redkite:problem:idempotency-key-reused");
        assertThat(another.json().path("detail").asText())
                .contains("POST that began " + api.execution(first).name(), "Next: send this one with a key of its own.");
        assertProblem(api.send("PUT", "/environments/demo", mine, "{}"), 422, "urn:redkite:problem:idempotency-key-reused");
        assertThat(sandbox.executions().all()).hasSize(1);
        Answer own = api.send("POST", "/environments", Map.of("idempotency-key", "another"), "{\"name\":\"other\"}");
        assertThat(own.status()).as(own.body()).isEqualTo(202);
    }

    @Test
    void a_request_that_is_refused_uses_no_key_up() {
        Map<String, String> mine = Map.of("idempotency-key", "mine");
        assertThat(api.send("POST", "/environments", mine, "{\"name\":\"Demo\"}").status()).isEqualTo(422);

        assertThat(api.send("POST", "/environments", mine, "{\"name\":\"other\"}").status()).isEqualTo(202);
    }

    @Test
    void who_is_at_work_is_named_before_anything_is_started() {
        Answer first = create("mine");
        sandbox.advance(Duration.ofMinutes(1));

        for (Answer busy : List.of(api.put("/environments/demo", "{}"), api.delete("/environments/demo"),
                api.post("/environments/demo/recreate", null), api.post("/environments/demo/pause", null),
                api.post("/environments/demo/resume", null), api.post("/environments/demo/backups", null),
                api.post("/environments/demo/restores", null))) {
            assertProblem(busy, 409, "urn:redkite:problem:environment-busy");
            assertThat(busy.json().path("execution")).isEqualTo(first.json().path("arn"));
        }
        Answer another = create("another");
        assertProblem(another, 409, "urn:redkite:problem:environment-exists");
        assertThat(another.json().path("detail").asText())
                .contains(first.json().path("arn").asText() + " is at work on it. Next: wait until that has ended");
        assertThat(sandbox.executions().all()).hasSize(1);
    }

    @Test
    void an_environment_that_nobody_made_is_not_found() {
        for (Answer missing : List.of(api.get("/environments/demo"), api.put("/environments/demo", "{}"),
                api.delete("/environments/demo"), api.post("/environments/demo/recreate", null),
                api.post("/environments/demo/pause", null), api.post("/environments/demo/resume", null), api.post("/environments/demo/backups", null),
                api.post("/environments/demo/restores", null),
                api.get("/environments/demo/connection"), api.get("/environments/demo/executions"),
                api.get("/environments/Not%20A%20Name"))) {
            assertProblem(missing, 404, "urn:redkite:problem:no-such-environment");
        }
    }

    @Test
    void an_execution_of_another_environment_is_not_found() {
        Answer demo = create("mine");
        api.post("/environments", "{\"name\":\"other\"}");
        sandbox.advance(Duration.ofMinutes(1));

        assertProblem(api.get("/environments/other/executions/" + demo.json().path("execution").asText()), 404,
                "urn:redkite:problem:no-such-execution");
    }

    @Test
    void a_plan_is_made_and_nothing_else() {
        Answer plan = api.post("/plans", DEMO);

        assertThat(plan.status()).isEqualTo(200);
        assertThat(plan.json().path("costPerMonth")).isEqualTo(plan.json().path("plan").path("cost").path("perMonth"));
        assertThat(plan.json().path("warnings")).isNotEmpty();
        assertThat(sandbox.executions().all()).isEmpty();
        assertThat(sandbox.world().calls()).allMatch(call -> call.reads());
    }

    @Test
    void a_cost_that_is_not_known_is_left_out_and_a_warning_says_so() {
        try (Sandbox frankfurt = Sandbox.open(TestSettings.of(Json.object().put("region", "eu-central-1")))) {
            ApiClient there = new ApiClient(frankfurt);

            JsonNode plan = there.post("/plans", DEMO).json();

            assertThat(plan.has("costPerHour") || plan.has("costPerMonth")).isFalse();
            assertThat(plan.at("/plan/cost").properties()).extracting(Map.Entry::getKey).containsExactly("lines", "unpriced", "asOf");
            assertThat(plan.path("warnings").toString()).contains("No price is known in eu-central-1, so what this costs is not known");
            assertThat(there.undocumented()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"name\":\"demo\"} x", "{\"name\":\"demo\",\"name\":\"demo\"}", ""})
    void a_body_that_is_not_one_json_document_is_malformed(String body) {
        assertProblem(api.post("/plans", body), 400, "urn:redkite:problem:malformed-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "null", "\"demo\""})
    void json_that_is_no_object_is_no_specification(String body) {
        assertProblem(api.post("/environments", body), 422, "urn:redkite:problem:invalid-request");
    }

    @Test
    void a_body_that_is_too_large_is_not_even_parsed() {
        assertProblem(api.post("/plans", "[".repeat(200_000)), 413, "urn:redkite:problem:too-large");
    }

    @Test
    void other_media_types_are_refused() {
        assertProblem(api.send("POST", "/plans", Map.of("content-type", "text/plain"), DEMO), 415, "about:blank");
        assertProblem(api.send("GET", "/environments", Map.of("accept", "text/html"), null), 406, "about:blank");
    }

    @ParameterizedTest
    @CsvSource({"/environments?limit=0", "/environments?limit=101", "/environments?limit=ten",
            "/environments?next=Not%20Given", "/environments?next=garbage", "/environments?next=", "/environments?phase=ready", "/environments?tag="})
    void a_malformed_parameter_is_said_so(String path) {
        assertProblem(api.get(path), 400, "urn:redkite:problem:malformed-request");
    }

    @Test
    void data_goes_only_at_a_word_that_cannot_be_misread() {
        create("mine");
        assertProblem(api.delete("/environments/demo?removeData=yes"), 400, "urn:redkite:problem:malformed-request");
    }

    @Test
    void a_name_that_is_not_the_paths_is_one_violation_among_all() {
        Answer refused = api.put("/environments/demo", "{\"name\":\"other\",\"workload\":{\"rows\":0}}");

        assertProblem(refused, 422, "urn:redkite:problem:invalid-request");
        assertThat(refused.json().path("violations").findValuesAsText("path")).containsExactly("$.name", "$.workload.rows");
    }

    @Test
    void a_recreation_takes_no_other_members() {
        Answer refused = api.post("/environments/demo/recreate", "{\"removedata\":true,\"removeData\":\"yes\"}");

        assertProblem(refused, 422, "urn:redkite:problem:invalid-request");
        assertThat(refused.json().path("violations").findValuesAsText("path"))
                .containsExactlyInAnyOrder("$.removedata", "$.removeData");
    }

    @Test
    void what_has_not_changed_is_not_sent_again() {
        api.post("/environments", DEMO);
        sandbox.advance(Duration.ofSeconds(5));
        Answer first = api.get("/environments/demo");
        String tag = first.header("etag");

        assertThat(tag).matches("\"[0-9a-f]{16}-[0-9a-f]{32}\"");
        for (String known : List.of(tag, "\"other\", " + tag, "W/" + tag, "*")) {
            Answer same = api.send("GET", "/environments/demo", Map.of("if-none-match", known), null);
            assertThat(same.status()).as(known).isEqualTo(304);
            assertThat(same.header("etag")).isEqualTo(tag);
        }
        sandbox.advance(Duration.ofSeconds(5));
        assertThat(api.send("GET", "/environments/demo", Map.of("if-none-match", tag), null).status()).isEqualTo(200);
    }

    @Test
    void a_parameter_that_nobody_reads_is_named_wherever_it_is_given() {
        OpenApi document = OpenApi.parse(api.get("/openapi.yaml").body());
        for (OpenApi.Operation operation : document.operations()) {
            String path = operation.path().replace("{name}", "demo").replace("{id}", "x").replace("{backup}", "first") + "?removedata=true";
            Answer refused = api.send(operation.method(), path, Map.of(), operation.content().has("requestBody") ? DEMO : null);
            assertProblem(refused, 400, "urn:redkite:problem:malformed-request");
            assertThat(refused.json().path("detail").asText()).contains("removedata");
        }
        assertThat(api.delete("/environments/demo?removedata=true").json().path("detail").asText()).endsWith("did you mean removeData?");
    }

    @Test
    void who_has_to_wait_is_told_how_long() {
        Answer accepted = create("mine");
        sandbox.advance(Duration.ofSeconds(10));

        assertThat(accepted.header("retry-after")).isEqualTo("15");
        assertThat(api.put("/environments/demo", "{}").header("retry-after")).isEqualTo("60");
        assertThat(create("another").header("retry-after")).isEqualTo("60");
    }

    @Test
    void who_asks_for_the_way_to_what_is_still_being_made_is_told_how_long_too() {
        create("mine");
        sandbox.advance(Duration.ofMinutes(1));

        assertThat(api.get("/environments/demo/connection").header("retry-after")).isEqualTo("60");
    }

    /** The account has room for no second one beside it, so what is judged as another environment is refused for that. */
    @Test
    void under_another_name_nothing_is_judged_that_the_named_environment_has_already() {
        create("mine");
        sandbox.advance(Duration.ofMinutes(5));

        Answer changed = api.put("/environments/demo", "{\"name\":\"other\"}");
        Answer recreated = api.post("/environments/demo/recreate", "{\"name\":\"other\"}");

        assertThat(List.of(changed, recreated)).allSatisfy(answer ->
                assertThat(answer.json().path("violations").findValuesAsText("path")).as(answer.body()).containsExactly("$.name"));
    }

    @Test
    void a_browser_is_told_what_this_is_and_the_document_is_there_in_both_forms() {
        Answer page = api.send("GET", "/", Map.of("accept", "text/html"), null);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("content-type")).startsWith("text/html");
        assertThat(page.body()).contains("openapi.yaml", "openapi.json").doesNotContain("<script", "http://", "https://");
        assertThat(api.get("/openapi.json").json()).isEqualTo(OpenApi.parse(api.get("/openapi.yaml").body()).document());
        api.exchanges().removeIf(exchange -> List.of("/", "/openapi.json").contains(exchange.request().path()));
    }

    @Test
    void a_body_ends_its_line() {
        assertThat(List.of(api.get("/environments"), api.get("/environments/none"), api.get("/openapi.yaml"), api.get("//")))
                .allSatisfy(answer -> assertThat(answer.body()).endsWith("\n").doesNotEndWith("\n\n"));
        api.exchanges().removeIf(exchange -> exchange.request().path().equals("//"));
    }

    @Test
    void what_is_not_ready_cannot_be_connected_to() {
        create("mine");
        sandbox.advance(Duration.ofMinutes(1));

        assertProblem(api.get("/environments/demo/connection"), 409, "urn:redkite:problem:not-ready");
    }

    @Test
    void a_malformed_key_is_refused() {
        assertProblem(create("k".repeat(256)), 400, "urn:redkite:problem:malformed-request");
    }

    @Test
    void where_a_request_comes_from_in_a_browser_is_no_reason_to_turn_it_away() {
        assertThat(api.send("GET", "/environments", Map.of("origin", "https://console.example"), null).status()).isEqualTo(200);
    }

    @Test
    void a_name_is_repeated_so_that_no_terminal_obeys_it() {
        assertThat(api.get("/environments/%1B%5B31m" + "x".repeat(500)).json().path("detail").asText())
                .contains("\\u001b[31mxxx", "characters more").hasSizeLessThan(300);
    }

    @Test
    void parameters_come_from_the_query_and_not_from_a_body_that_is_called_a_form() {
        Map<String, String> form = Map.of("content-type", "application/x-www-form-urlencoded");

        assertThat(api.send("GET", "/environments", form, "limit=none&next=%").status()).isEqualTo(200);
    }
}
