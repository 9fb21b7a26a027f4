package dev.redkite.trigger.http;

import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.states.*;
import dev.redkite.stage.Json;
import java.time.Duration;
import java.util.*;
import org.junit.jupiter.api.Test;

class SmokeTest {
    @Test
    void smoke() {
        try (Sandbox sandbox = Sandbox.open(Sandbox.Settings.of(Json.object()))) {
            ApiClient api = new ApiClient(sandbox);
            var a = api.post("/environments", "{\"name\":\"demo\"}");
            run(sandbox, a);
            a = api.send("DELETE", "/environments/demo?removeData=true", Map.of(), null);
            System.out.println(a);
            run(sandbox, a);
            a = api.post("/environments/demo/recreate", null);
            System.out.println(a);
        }
    }
    void run(Sandbox sandbox, ApiClient.Answer a) {
        Execution e = sandbox.executions().find(a.json().path("arn").asText()).orElseThrow();
        var out = sandbox.run(e);
        System.out.println(out.phase() + " " + out.elapsed() + out.message());
        Map<String, java.time.Instant> in = new HashMap<>();
        Map<String, Long> took = new LinkedHashMap<>();
        e.machine().taskNames().forEach(n -> took.put(n, 0L));
        e.history().forEach(h -> {
            if (h.kind() == HistoryEvent.Kind.STATE_ENTERED) in.put(h.state(), h.at());
            if (h.kind() == HistoryEvent.Kind.STATE_EXITED && took.containsKey(h.state())) took.put(h.state(), Math.round(Duration.between(in.get(h.state()), h.at()).toMillis() / 1000.0));
        });
        System.out.println("TABLE " + e.machine().name() + " " + out.elapsed().toSeconds() + " " + Json.text(took));
    }
}
