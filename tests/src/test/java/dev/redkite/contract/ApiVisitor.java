package dev.redkite.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.apigateway.HttpEvents;
import dev.redkite.sandbox.states.Execution;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Asks the HTTP API for everything that it offers. */
record ApiVisitor(Sandbox sandbox) {

    private static final String SPECIFICATION = """
            {"name": "demo", "network": {"subnetIds": ["subnet-0a1a0000000000001", "subnet-0a1b0000000000002"]}}""";

    void asksForEverything() {
        watches(request("POST", "/environments", SPECIFICATION));
        request("GET", "/environments", null);
        request("GET", "/environments?phase=REMOVED", null);
        request("GET", "/environments/demo", null);
        request("POST", "/plans", SPECIFICATION);
        request("POST", "/plans", "{\"name\": \"other\"}");
        watches(request("POST", "/environments", "{\"name\": \"other\"}"));
        request("POST", "/plans", "{\"name\": \"other\"}");
        watches(request("POST", "/environments/demo/recreate", "{}"));
        watches(request("DELETE", "/environments/demo?removeData=true", null));
        request("GET", "/environments/demo/executions", null);
        plansWhatStands();
        CompanyKeys.withoutScaling(sandbox.world());
        request("POST", "/plans", "{\"name\": \"other\", \"storage\": {\"bucket\": \"%s\"}}".formatted(CompanyKeys.BUCKET));
        for (String zone : List.of("example.com", sandbox.world().route53().standing("example.org", "theirs", Map.of()))) {
            request("POST", "/plans", "{\"name\": \"other\", \"exposure\": {\"domain\": {\"hostedZone\": \"%s\"}}}".formatted(zone));
        }
        request("POST", "/plans", "{\"name\": \"demo\", \"exposure\": {\"domain\": {\"hostedZone\": \"example.com\"}, \"certificateArn\": \"%s\"}, \"attu\": {\"certificateArn\": \"%s\"}}"
                .formatted(CompanyCertificates.MANAGED, CompanyCertificates.uploaded(sandbox.world())));
        TakenOver.severalAtWork(sandbox);
        request("GET", "/environments", null);
    }

    private void plansWhatStands() {
        String whole = SPECIFICATION.replace("demo", "whole");
        request("POST", "/environments", whole);
        sandbox.advance(Duration.ofHours(1));
        request("POST", "/plans", whole);
        request("GET", "/environments/whole/backups", null);
        request("GET", "/environments/whole/backups/none", null);
        request("DELETE", "/environments/whole/backups/none", null);
        watches(request("POST", "/environments/whole/backups", null));
        request("POST", "/environments/whole/backups?backup=first", null);
        sandbox.advance(Duration.ofMinutes(10));
        watches(request("POST", "/environments/whole/restores", null));
        watches(request("POST", "/environments/whole/pause", null));
        watches(request("POST", "/environments/whole/resume", null));
        CompanyKeys.encrypt(sandbox.world(), "redkite-whole-123456789012-us-west-2", sandbox.world().kms().standing("alias/whole"));
        request("GET", "/environments/whole/backups/first", null);
    }

    private void watches(JsonNode answer) {
        assertThat(answer.path("statusCode").asInt()).as(answer.toString()).isEqualTo(202);
        String progress = Json.parse(answer.path("body").asText()).path("progress").asText();
        sandbox.advance(Duration.ofMinutes(1));
        request("GET", progress, null);
        request("POST", progress + "/stop", null);
        request("POST", progress + "/redrive", null);
        sandbox.advance(Duration.ofMinutes(1));
        request("POST", progress + "/stop", null);
        assertThat(sandbox.executions().all()).noneMatch(Execution::isRunning);
    }

    private JsonNode request(String method, String path, String body) {
        String[] parts = path.split("\\?", 2);
        HttpEvents.Request request = new HttpEvents.Request(method, parts[0], parts.length == 1 ? "" : parts[1],
                Map.of("content-type", "application/json", "idempotency-key", method + (path + body).hashCode()), body);
        return sandbox.request(new HttpEvents(sandbox.stack()).of(
                request, "123456789012", "arn:aws:iam::123456789012:user/ada", "request", sandbox.world().now()));
    }
}
