package dev.redkite.trigger.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.apigateway.HttpEvents;
import dev.redkite.sandbox.states.Execution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A caller of the HTTP API in a sandbox, who remembers all that was said. */
final class ApiClient {

    private static final String DOCUMENT = "/openapi.yaml";

    static final String ARN = "arn:aws:sts::123456789012:assumed-role/people/ada";

    /** @param body null when there is none */
    record Answer(int status, Map<String, String> headers, String body) {

        JsonNode json() {
            return Json.parse(body);
        }

        String header(String name) {
            return headers.get(name);
        }
    }

    record Exchange(HttpEvents.Request request, Answer answer) {}

    private final Sandbox sandbox;
    private final List<Exchange> exchanges = new ArrayList<>();

    ApiClient(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    List<Exchange> exchanges() {
        return exchanges;
    }

    /** Where an answer so far was not as the OpenAPI document has it. */
    List<String> undocumented() {
        List<Exchange> before = List.copyOf(exchanges);
        OpenApi document = OpenApi.parse(get(DOCUMENT).body());
        return before.stream()
                .filter(exchange -> !exchange.request().path().equals(DOCUMENT))
                .flatMap(exchange -> document.violations(exchange).stream())
                .toList();
    }

    /** What was started, by the answer that says so. */
    Execution execution(Answer accepted) {
        return sandbox.executions().find(accepted.json().path("arn").asText()).orElseThrow();
    }

    Answer get(String path) {
        return send("GET", path, Map.of(), null);
    }

    Answer post(String path, String body) {
        return send("POST", path, Map.of(), body);
    }

    Answer put(String path, String body) {
        return send("PUT", path, Map.of(), body);
    }

    Answer delete(String path) {
        return send("DELETE", path, Map.of(), null);
    }

    /** A body is JSON unless the headers say otherwise. */
    Answer send(String method, String path, Map<String, String> headers, String body) {
        String[] parts = path.split("\\?", 2);
        Map<String, String> all = new HashMap<>(headers);
        if (body != null) {
            all.putIfAbsent("content-type", "application/json");
        }
        HttpEvents.Request request = new HttpEvents.Request(method, parts[0], parts.length == 2 ? parts[1] : "", all, body);
        JsonNode answered = sandbox.request(new HttpEvents(sandbox.stack()).of(
                request, sandbox.world().account(), ARN, "request-" + exchanges.size(), sandbox.world().now()));
        Answer answer = answer(answered);
        exchanges.add(new Exchange(request, answer));
        return answer;
    }

    private static Answer answer(JsonNode answered) {
        Map<String, String> headers = new HashMap<>();
        answered.path("headers").properties().forEach(header ->
                headers.put(header.getKey().toLowerCase(), header.getValue().asText()));
        answered.path("multiValueHeaders").properties().forEach(header ->
                headers.putIfAbsent(header.getKey().toLowerCase(), header.getValue().path(0).asText()));
        return new Answer(answered.path("statusCode").asInt(), headers, answered.path("body").textValue());
    }
}
