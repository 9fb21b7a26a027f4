package dev.redkite.trigger.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.deployment.Operation;
import dev.redkite.json.Json;
import java.util.ArrayList;
import java.util.List;

/** How long each stage usually takes, and in which order the machines have them: typical-times.json, its source within. */
final class TypicalTimes {

    private static final JsonNode TABLE = Json.read(TypicalTimes.class.getResourceAsStream("typical-times.json"), JsonNode.class);

    private TypicalTimes() {}

    /** Every stage of the operation's machine, in its order. */
    static List<String> stages(Operation operation) {
        List<String> stages = new ArrayList<>();
        TABLE.path(operation.name()).path("stages").fieldNames().forEachRemaining(stages::add);
        return stages;
    }

    static long seconds(Operation operation, String stage) {
        return TABLE.path(operation.name()).path("stages").path(stage).asLong();
    }

    static long seconds(Operation operation) {
        return TABLE.path(operation.name()).path("total").asLong();
    }

    /** From 0 to 1, in hundredths; 1 is kept for what is done. */
    static double share(long elapsedSeconds, long typicalSeconds, boolean done) {
        if (done) {
            return 1;
        }
        double share = typicalSeconds == 0 ? 0.99 : (double) elapsedSeconds / typicalSeconds;
        return Math.floor(Math.min(0.99, share) * 100) / 100;
    }
}
