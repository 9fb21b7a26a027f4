package dev.redkite.sandbox.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.states.Execution;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the HTTP API answered to API Gateway.
 *
 * @param headers by name, in lower case
 * @param body    empty when there is none
 */
public record HttpAnswer(int status, Map<String, String> headers, String body) {

    public static HttpAnswer of(JsonNode answer) {
        Map<String, String> headers = new TreeMap<>();
        answer.path("headers").properties().forEach(header ->
                headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue().asText()));
        return new HttpAnswer(answer.path("statusCode").asInt(), headers, answer.path("body").asText(""));
    }

    /** As people know it: status, headers, an empty line, the body. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("HTTP " + status);
        headers.forEach((name, value) -> lines.add(name + ": " + value));
        lines.add("");
        if (headers.getOrDefault("content-type", "").endsWith("json")) {
            lines.addAll(Json.pretty(Json.parse(body)).lines().toList());
        } else {
            lines.addAll(body.lines().toList());
        }
        return lines;
    }

    /** The execution that the request has started, or that an earlier one had. */
    public Optional<Execution> started(Sandbox sandbox) {
        return status == 202 ? sandbox.executions().find(Json.parse(body).path("arn").asText()) : Optional.empty();
    }

    int exitCode() {
        if (status >= 500) {
            return Redkite.FAILED;
        }
        return status >= 400 ? Redkite.INVALID : Redkite.DONE;
    }
}
