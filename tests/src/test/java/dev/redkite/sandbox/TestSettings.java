package dev.redkite.sandbox;

import com.fasterxml.jackson.databind.JsonNode;

/** Settings of tests' sandboxes, which all share one cache: without, each would read the template and render its charts anew. */
public final class TestSettings {

    public static final SandboxCache CACHE = new SandboxCache();

    private TestSettings() {}

    public static SandboxSettings of(JsonNode event) {
        return SandboxSettings.of(event).withCache(CACHE);
    }
}
