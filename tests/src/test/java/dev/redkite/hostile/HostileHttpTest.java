package dev.redkite.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import dev.redkite.platform.QuietContext;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.apigateway.HttpEvents;
import dev.redkite.trigger.http.ApiFunction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever comes over HTTP, the API answers it: with what was asked for, or with a problem in words for people. */
class HostileHttpTest {

    private static final String CALLER = "arn:aws:sts::123456789012:assumed-role/people/ada";
    private static final List<String> METHODS = List.of("GET", "GET", "POST", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE");
    private static final List<String> PATHS = List.of(
            "/plans", "/plans", "/environments", "/environments", "/environments/{}", "/environments/{}/recreate", "/environments/{}/pause", "/environments/{}/resume", "/environments/{}/backups", "/environments/{}/backups/{}",
            "/environments/{}/restores",
            "/environments/{}/connection",
            "/environments/{}/executions", "/environments/{}/executions/{}", "/environments/{}/executions/{}/redrive", "/openapi.yaml", "/{}", "//", "/{}/{}");
    private static final List<String> TYPES = List.of("application/json", "application/json", "application/json", "text/plain", "application/json; charset=utf-16",
            "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "", "*/*", "application/json;;;", "a/b/c", "application/vnd.api+json");
    private static final List<String> HEADERS = List.of("accept", "if-none-match", "idempotency-key", "content-type", "content-length", "host",
            "x-forwarded-for", "x-http-method-override", "accept-language", "accept-encoding", "authorization", "cookie", "origin", "expect", "transfer-encoding");

    private final Sandbox sandbox = Sandbox.open(TestSettings.of(Json.object()));
    private final ApiFunction function = new ApiFunction(sandbox.platform("ApiFunction"));
    private int requests;

    @AfterEach
    void close() {
        sandbox.close();
    }

    private JsonNode event(RandomGenerator random) {
        HostileText text = new HostileText(random);
        String path = any(random, PATHS);
        while (path.contains("{}")) {
            path = path.replaceFirst("\\{}", random.nextInt(3) == 0 ? "demo" : encoded(text.any(), random).replace("$", "%24").replace("\\", "%5C"));
        }
        Map<String, String> headers = new HashMap<>();
        headers.put("content-type", any(random, TYPES));
        for (int i = random.nextInt(3); i > 0; i--) {
            headers.put(any(random, HEADERS), carried(text.any()));
        }
        String query = random.nextInt(3) > 0 ? "" : any(random, List.of("limit", "next", "removeData", "x")) + "="
                + URLEncoder.encode(text.any(), StandardCharsets.UTF_8);
        String body = body(random, text);
        ObjectNode event = new HttpEvents(sandbox.stack()).of(new HttpEvents.Request(any(random, METHODS), path, query, headers, body),
                "123456789012", CALLER, "request-" + requests++, sandbox.world().now());
        if (body != null && random.nextInt(6) == 0) {
            event.put("isBase64Encoded", true);
            event.put("body", random.nextInt(4) == 0 ? body : Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8)));
        }
        return event;
    }

    private static String body(RandomGenerator random, HostileText text) {
        HostileJson json = new HostileJson(random);
        return switch (random.nextInt(8)) {
            case 0 -> null;
            case 1 -> text.any();
            case 2 -> "{\"removeData\":%s,\"specification\":%s}".formatted(Json.text(json.value(0)), json.specification());
            case 3 -> random.nextInt(100) == 0 ? "[".repeat(400_000) : Json.text(json.value(0));
            default -> json.specification();
        };
    }

    /** API Gateway lets no other characters through in a header. */
    private static String carried(String value) {
        String visible = value.replaceAll("[^\\x20-\\x7e]", "?").strip();
        return visible.substring(0, Math.min(visible.length(), 10_000));
    }

    /** Not always as it should be. */
    private static String encoded(String value, RandomGenerator random) {
        String some = value.substring(0, Math.min(value.length(), 2_000));
        return random.nextInt(4) == 0 ? some.replaceAll("[^\\x21-\\x7e]|[?#]", "_") : URLEncoder.encode(some, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static <T> T any(RandomGenerator random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    String tried(RandomGenerator random) {
        JsonNode event = event(random);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        function.handleRequest(new ByteArrayInputStream(event.toString().getBytes(StandardCharsets.UTF_8)), output, new QuietContext());
        JsonNode answer = Json.parse(output.toString(StandardCharsets.UTF_8));
        int status = answer.path("statusCode").asInt();
        assertThat(status).as("%.2000s", answer).isBetween(200, 499);
        answer.path("headers").forEach(value -> Words.require(value.asText()));
        answer.path("multiValueHeaders").forEach(values -> values.forEach(value -> Words.require(value.asText())));
        if (status >= 400) {
            problem(event, answer, status);
        }
        return Integer.toString(status);
    }

    private static void problem(JsonNode event, JsonNode answer, int status) {
        if (answer.path("body").asText().isEmpty()) {
            assertThat(answer.toString()).as("only a HEAD has no body, not %s", event).contains("problem+json");
            return;
        }
        JsonNode problem = Json.parse(answer.path("body").asText());
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        Words.require(problem.path("title").asText());
        Words.require(problem.path("detail").asText());
        problem.path("violations").forEach(violation -> Words.require(violation.path("path").asText() + ": " + violation.path("message").asText()));
    }

    @Tag("search")
    @Test
    void every_request_is_answered_and_every_problem_is_said_in_words_for_people() {
        Map<String, Integer> became = Fuzzing.through(getClass(), 1_500, this::tried);

        assertThat(became).isNotEmpty();
    }
}
