package dev.redkite.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.environment.Plan;
import dev.redkite.failure.StageBegun;
import dev.redkite.failure.StageException;
import dev.redkite.failure.StagePending;
import dev.redkite.json.Json;
import dev.redkite.platform.QuietContext;
import dev.redkite.stage.StageFunction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Calls stages' functions as their state machine does: JSON in, JSON out, and again while one is pending. */
public record StageCalls(TestPlatform platform, Plan plan, ObjectNode facts) {

    private static final int ATTEMPTS = 100;

    /** One call. */
    public JsonNode call(StageFunction<?> function, String action) {
        ObjectNode request = Json.object().put("action", action).put("execution", "arn:execution");
        request.set("plan", Json.tree(plan));
        request.set("facts", facts);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            function.handleRequest(new ByteArrayInputStream(Json.bytes(request)), output, new QuietContext());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Json.parse(output.toString(StandardCharsets.UTF_8));
    }

    /** Calls until it is done, ten seconds apart. */
    public JsonNode finish(StageFunction<?> function, String action) {
        StageException last = null;
        for (int i = 0; i < ATTEMPTS; i++) {
            try {
                return call(function, action);
            } catch (StagePending | StageBegun e) {
                last = e;
                platform.pass(Duration.ofSeconds(10));
            }
        }
        throw new AssertionError("still pending: " + last.getMessage());
    }
}
