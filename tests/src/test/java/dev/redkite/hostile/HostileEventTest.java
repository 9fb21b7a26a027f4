package dev.redkite.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.admission.AdmissionFunction;
import dev.redkite.deployment.Operation;
import dev.redkite.failure.EnvironmentBusy;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.failure.RequestRejected;
import dev.redkite.failure.StagePending;
import dev.redkite.json.Json;
import dev.redkite.platform.QuietContext;
import dev.redkite.report.FailureFunction;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.aws.eventbridge.FakeEventBridgeClient.Event;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever the detail of an event holds, its machine's first stage takes it or turns it away by name, and the failure path
 * tells so: on the bus, in the registry and at the execution's end.
 */
class HostileEventTest {

    private static final String EXECUTION = "arn:aws:states:us-west-2:123456789012:execution:redkite-%s:hostile-%d";

    private static final JsonMapper ASCII = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** What a sandbox remembers of so many makes the next ones slow. */
    private static final int INPUTS_PER_SANDBOX = 1_000;

    private Sandbox sandbox = Sandbox.open(TestSettings.of(Json.object()));
    private int asked;

    @AfterEach
    void close() {
        sandbox.close();
    }

    private JsonNode input(Operation operation, RandomGenerator random) {
        HostileJson json = new HostileJson(random);
        if (random.nextInt(10) == 0) {
            return json.value(0);
        }
        ObjectNode input = Json.object();
        if (operation != Operation.provision || random.nextInt(4) == 0) {
            input.set("environment", random.nextBoolean() ? Json.tree("demo") : json.value(0));
        }
        if (operation != Operation.teardown || random.nextInt(4) == 0) {
            input.set("specification", random.nextInt(6) == 0 ? json.value(0) : parsed(json.specification()));
        }
        for (String member : List.of("removeData", "scheduled", "final", "requester", "AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID")) {
            if (random.nextInt(8) == 0) {
                input.set(member, json.value(0));
            }
        }
        return input;
    }

    private static JsonNode parsed(String text) {
        try {
            return Json.parse(text);
        } catch (IllegalArgumentException _) {
            return Json.tree(text.substring(0, Math.min(text.length(), 3_000)));
        }
    }

    String tried(RandomGenerator random) {
        if (asked % INPUTS_PER_SANDBOX == INPUTS_PER_SANDBOX - 1) {
            sandbox.close();
            sandbox = Sandbox.open(TestSettings.of(Json.object()));
        }
        Operation operation = Operation.values()[random.nextInt(Operation.values().length)];
        JsonNode input = input(operation, random);
        ObjectNode request = Json.object().put("action", "ensure").put("operation", operation.name())
                .put("execution", EXECUTION.formatted(operation, asked++));
        request.set("request", input);
        try {
            new AdmissionFunction(sandbox.platform("AdmissionFunction")).handleRequest(stream(request), new ByteArrayOutputStream(), new QuietContext());
            release(request, input);
            return "admitted";
        } catch (EnvironmentBusy | StagePending e) {
            Words.require(e.getMessage());
            return "busy";
        } catch (InvalidRequest e) {
            Words.require(e.getMessage());
            failed(request, input, e);
            return "refused";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In ASCII, in which halves of characters can be written too. */
    private static ByteArrayInputStream stream(JsonNode json) {
        try {
            return new ByteArrayInputStream(ASCII.writeValueAsBytes(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** As if the execution had failed later, so that the next may have the lock. */
    private void release(ObjectNode asked, JsonNode input) {
        failed(asked, input, new InvalidRequest("The test ends it."));
    }

    private void failed(ObjectNode asked, JsonNode input, InvalidRequest refusal) {
        ObjectNode cause = Json.object().put("errorMessage", refusal.getMessage()).put("errorType", InvalidRequest.class.getName());
        ObjectNode told = Json.object();
        told.putArray("failures").addObject().put("error", InvalidRequest.class.getName()).put("cause", cause.toString());
        told.set("input", input);
        ObjectNode failure = asked.deepCopy();
        failure.set("request", told);
        int before = sandbox.world().eventBridge().events().size();
        try {
            new FailureFunction(sandbox.platform("FailureFunction")).handleRequest(stream(failure), new ByteArrayOutputStream(), new QuietContext());
            throw new AssertionError("the failure path ends the execution");
        } catch (InvalidRequest e) {
            assertThat(refusal).as("what no stage can read, the failure path cannot either").hasMessageContaining("not JSON");
            return;
        } catch (RequestRejected e) {
            Words.require(e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Event> events = sandbox.world().eventBridge().events();
        assertThat(events).hasSize(before + 1);
        Words.require(events.getLast().detail().path("message").asText());
        Words.require(events.getLast().detail().path("environment").asText());
    }

    @Tag("search")
    @Test
    void every_request_is_taken_or_turned_away_and_the_failure_path_can_tell() {
        Map<String, Integer> became = Fuzzing.through(getClass(), 1_000, this::tried);

        assertThat(became).isNotEmpty();
    }
}
