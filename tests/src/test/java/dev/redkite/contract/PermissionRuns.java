package dev.redkite.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.failure.ServiceQuota;
import dev.redkite.json.Json;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.aws.Quotas;
import dev.redkite.sandbox.permission.Permissions.Use;
import dev.redkite.sandbox.states.Execution;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Sandboxes in which something happens, and what its functions use of their permissions adds up. */
record PermissionRuns(Set<Use> uses) {

    void in(ObjectNode event, Consumer<Sandbox> scenario) {
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(event).withQuotas(Quotas.young().with(ServiceQuota.STANDARD_VCPUS, 64)))) {
            scenario.accept(sandbox);
            uses.addAll(sandbox.permissionsUsed());
        }
    }

    static ObjectNode event(String name) {
        try {
            return (ObjectNode) Json.parse(Files.readString(Path.of("..", "events", name + ".json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ObjectNode again(JsonNode event, int time) {
        ObjectNode copy = event.deepCopy();
        return copy.put("id", "%s-again-%d".formatted(event.path("id").asText(), time));
    }

    static ObjectNode specification(ObjectNode event) {
        return event.withObject("/detail/specification");
    }

    static ObjectNode teardown(String environment) {
        ObjectNode event = event("11-teardown-remove-data");
        event.withObject("/detail").put("environment", environment);
        return event;
    }

    static void expect(String phase, Outcome outcome) {
        assertThat(outcome.phase()).as(outcome.message()).isEqualTo(phase);
    }

    static void stopped(Sandbox sandbox, ObjectNode event) {
        Execution execution = sandbox.start(event);
        sandbox.advance(Duration.ofMinutes(1));
        sandbox.executions().stop(execution, "Operator", "changed my mind");
    }

    static void loseAnswer(Sandbox sandbox, String stage) {
        AtomicBoolean lost = new AtomicBoolean();
        sandbox.world().intercept((call, service) -> {
            Object answer = service.get();
            if (sandbox.running().equals(stage) && call.toString().equals("DynamoDb:UpdateItem") && !lost.getAndSet(true)) {
                throw AwsServiceException.builder().statusCode(503).message("no answer").build();
            }
            return answer;
        });
    }

    static void failOnce(Sandbox sandbox, String stage) {
        AtomicBoolean failed = new AtomicBoolean();
        sandbox.world().intercept((call, service) -> {
            if (sandbox.running().equals(stage) && !failed.getAndSet(true)) {
                throw AwsServiceException.builder().statusCode(400).message("refused").build();
            }
            return service.get();
        });
    }
}
