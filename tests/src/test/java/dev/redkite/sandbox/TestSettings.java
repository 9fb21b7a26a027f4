package dev.redkite.sandbox;

import com.fasterxml.jackson.databind.JsonNode;

/** Settings of tests' sandboxes, which all share one cache: without, each would read the template and render its charts anew. */
public final class TestSettings {

    public static final SandboxCache CACHE = new SandboxCache();

    private TestSettings() {}

    public static SandboxSettings of(JsonNode event) {
        return overSockets(event).inProcess();
    }

    /** With Helm itself, and API servers and Milvus that listen: a multiple of the cost, for whoever judges just that. */
    public static SandboxSettings overSockets(JsonNode event) {
        return SandboxSettings.of(event).withCache(CACHE);
    }
}
