package dev.redkite.trigger;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.environment.Plan;
import dev.redkite.failure.Failures;
import dev.redkite.json.Json;
import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Notes of each execution that it has begun and how it has ended, so that an environment's can be listed. What it fails at, Lambda
 * tries again, and then puts it on a queue.
 */
public final class ExecutionRecorderFunction implements RequestStreamHandler {

    private final ExecutionRecords records;

    public ExecutionRecorderFunction() {
        this(new LambdaPlatform());
    }

    public ExecutionRecorderFunction(Platform platform) {
        records = ExecutionRecords.of(platform);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) {
        JsonNode change = Json.read(input, JsonNode.class).path("detail");
        String environment = Requests.environment(change.path("input").asText("{}"));
        if (Plan.isName(environment)) {
            try {
                records.note(environment, change);
            } catch (RuntimeException e) {
                throw Failures.translate(e).at("ExecutionRecorder");
            }
        }
    }
}
