package dev.redkite.sandbox.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** How long AWS and Kubernetes take, from {@code durations.json}: the one table behind clock and figures. */
public final class Durations {

    private final JsonNode table;

    private Durations(JsonNode table) {
        this.table = table;
    }

    public static Durations typical() {
        return new Durations(table());
    }

    /** Each somewhere between what is typical and the worst that was seen, drawn once. */
    public static Durations random(RandomGenerator random) {
        ObjectNode drawn = table();
        for (String direction : List.of("create", "delete")) {
            drawn.withObject("/" + direction).properties().forEach(entry -> {
                JsonNode row = entry.getValue();
                long typical = row.path("typical").asLong();
                long worst = row.path("worst").asLong(row.path("high").asLong(typical));
                ((ObjectNode) row).put("typical", typical + (long) (random.nextDouble() * Math.max(0, worst - typical)));
            });
        }
        return new Durations(drawn);
    }

    private static ObjectNode table() {
        return Json.read(Durations.class.getResourceAsStream("/dev/redkite/sandbox/durations.json"), ObjectNode.class);
    }

    /** How long making that takes, e.g. {@code mskCluster}. */
    public Duration create(String what) {
        return seconds("create", what);
    }

    /** How long changing that in place takes, where it is not as long as making it. */
    public Duration update(String what) {
        return seconds("update", what);
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
