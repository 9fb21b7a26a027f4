package dev.redkite.sandbox.aws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.stage.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;

/** How long AWS and Kubernetes take, from {@code durations.json}: the one table behind clock and figures. */
public final class Durations {

    private final JsonNode table;

    private Durations(JsonNode table) {
        this.table = table;
    }

    public static Durations typical() {
        try (InputStream stream = Durations.class.getResourceAsStream("/dev/redkite/sandbox/durations.json")) {
            return new Durations(Json.read(stream, JsonNode.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How long making that takes, e.g. {@code mskCluster}. */
    public Duration create(String what) {
        return seconds("create", what);
    }

    /** How long removing that takes. */
    public Duration delete(String what) {
        return seconds("delete", what);
    }

    private Duration seconds(String direction, String what) {
        JsonNode row = table.path(direction).path(what);
        if (row.isMissingNode()) {
            throw new IllegalArgumentException("durations.json has no row %s.%s".formatted(direction, what));
        }
        return Duration.ofSeconds(row.get("typical").asLong());
    }
}
