package dev.redkite.contract.controlplane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.aws.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the state machine calls the stages in the cluster with, as the sandbox's interpreter made it of real events: each
 * of 02 and its updates, one after another. The account that they leave behind stands around the real cluster too.
 */
final class Recording implements AutoCloseable {

    /** In an order in which they follow each other; those that leave out change nothing in the cluster (volumes of brokers, nodes). */
    static final List<String> EVENTS = List.of("02-reference", "13-update-tags", "13-update-attu-off", "13-update-exposure",
            "13-update-high-availability", "13-update-sizes", "13-update-milvus-version");

    private final Sandbox sandbox;
    private final Map<String, Map<String, ObjectNode>> inputs = new HashMap<>();
    private final List<JsonNode> nodes = new ArrayList<>();

    Recording() {
        sandbox = Sandbox.open(TestSettings.of(event(EVENTS.getFirst())));
        Map<String, ObjectNode> calls = new LinkedHashMap<>();
        sandbox.functions().listen(call -> {
            if (call.from() != null && call.input().path("action").asText().equals("ensure")) {
                calls.putIfAbsent(call.function(), (ObjectNode) call.input());
            }
        });
        for (String name : EVENTS) {
            calls.clear();
            Outcome outcome = sandbox.deliver(event(name));
            if (!"READY".equals(outcome.phase())) {
                throw new IllegalStateException("the sandbox itself does not do %s: %s".formatted(name, outcome.message()));
            }
            inputs.put(name, new LinkedHashMap<>(calls));
            if (nodes.isEmpty()) {
                nodes.addAll(sandbox.clusters().all().values().iterator().next().objects("nodes"));
            }
        }
    }

    private static JsonNode event(String name) {
        try {
            return Json.parse(Files.readString(Path.of("..", "events", name + ".json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    World world() {
        return sandbox.world();
    }

    /** The cluster's nodes as they were ready, with the instance type's real room. */
    List<JsonNode> nodes() {
        return nodes;
    }

    /** Whether that event's run called it. */
    boolean called(String event, String function) {
        return inputs.get(event).containsKey(function + "Function");
    }

    /** What that function was first called with. @param action ensure, or retire for the same plan and facts */
    ObjectNode input(String event, String function, String action) {
        return inputs.get(event).get(function + "Function").deepCopy().put("action", action);
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
