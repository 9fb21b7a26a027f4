package dev.redkite.trigger.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.json.Json;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Requests that chance makes of the OpenAPI document, right ones and wrong ones: none breaks the API, and every answer
 * is one that the document knows. A seed that found something stays in the list.
 */
class FuzzTest {

    private static final int REQUESTS = 320;

    private static final List<Long> SEEDS = List.of(1L, 2L, 3L);

    @Tag("search")
    @Test
    void no_request_breaks_the_api_and_no_answer_is_outside_the_document() {
        List<String> violations = new ArrayList<>();
        Set<Integer> statuses = new TreeSet<>();
        SEEDS.forEach(seed -> statuses.addAll(statuses(seed, violations)));

        assertThat(violations).isEmpty();
        assertThat(statuses).allMatch(status -> status < 500)
                .as("chance reaches success and refusal").contains(200, 202, 400, 404, 422);
    }

    private static Set<Integer> statuses(long seed, List<String> violations) {
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(Json.object()))) {
            ApiClient api = new ApiClient(sandbox);
            OpenApi document = OpenApi.parse(api.get("/openapi.yaml").body());
            // Something that stands, which many of the requests are about.
            api.post("/environments", "{\"name\":\"demo\"}");
            sandbox.advance(Duration.ofSeconds(20));
            api.exchanges().clear();
            GeneratedRequests requests = new GeneratedRequests(document, new Random(seed));
            for (int i = 0; i < REQUESTS; i++) {
                requests.send(api);
                document.violations(api.exchanges().getLast()).forEach(violation -> violations.add("seed " + seed + ": " + violation));
                if (i % 40 == 39) {
                    sandbox.advance(Duration.ofSeconds(20));
                }
            }
            return api.exchanges().stream().map(exchange -> exchange.answer().status()).collect(Collectors.toSet());
        }
    }

    @Test
    void the_judge_notices_what_is_not_in_the_document() {
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(Json.object()))) {
            ApiClient api = new ApiClient(sandbox);
            OpenApi document = OpenApi.parse(api.get("/openapi.yaml").body());

            api.get("/nothing");
            assertThat(document.violations(api.exchanges().getLast())).singleElement().asString().contains("no such operation");
            api.get("/environments/none");
            ApiClient.Exchange missing = api.exchanges().getLast();
            ApiClient.Answer odd = new ApiClient.Answer(404, missing.answer().headers(), "{\"status\":\"404\",\"extra\":1}");
            assertThat(document.violations(new ApiClient.Exchange(missing.request(), odd)).toString())
                    .contains("extra", "required property 'title'", "string found, integer expected");
        }
    }

    @Test
    void a_path_that_is_none_is_refused_like_any_other_malformed_request() {
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(Json.object()))) {
            ApiClient.Answer answer = new ApiClient(sandbox).get("//");

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().path("type").asText()).isEqualTo("urn:redkite:problem:malformed-request");
        }
    }
}
