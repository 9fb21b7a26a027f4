package dev.redkite.trigger.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.json.Json;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.trigger.http.ApiClient.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** A caller of the HTTP API of a sandbox of his own; every answer is held against the OpenAPI document at the end. */
abstract class ApiCalls {

    static final String DEMO = "{\"name\":\"demo\"}";

    final Sandbox sandbox = Sandbox.open(TestSettings.of(Json.object()));
    final ApiClient api = new ApiClient(sandbox);

    @AfterEach
    void every_answer_was_as_documented() {
        List<String> violations = api.undocumented();
        sandbox.close();
        assertThat(violations).isEmpty();
    }

    static void assertProblem(Answer answer, int status, String type) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        assertThat(answer.json().path("type").asText()).isEqualTo(type);
    }

    final Answer create(String key) {
        return api.send("POST", "/environments", Map.of("idempotency-key", key), DEMO);
    }
}
