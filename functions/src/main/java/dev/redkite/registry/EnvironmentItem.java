package dev.redkite.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.environment.Plan;
import dev.redkite.json.Json;
import dev.redkite.registry.EnvironmentRecord.Failure;
import dev.redkite.registry.EnvironmentRecord.Phase;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An environment's item, read; what it may lack, an earlier Redkite did not write. */
final class EnvironmentItem {

    private EnvironmentItem() {}

    static EnvironmentRecord record(Map<String, AttributeValue> item) {
        return new EnvironmentRecord(
                required(item, "environment").s(),
                Integer.parseInt(required(item, "generation").n()),
                Phase.valueOf(required(item, "phase").s()),
                text(item, "execution"),
                text(item, "requester"),
                json(item, "specification", JsonNode.class),
                json(item, "plan", Plan.class),
                json(item, "endpoints", JsonNode.class),
                json(item, "pause", JsonNode.class),
                json(item, "audit", JsonNode.class),
                json(item, "failure", Failure.class),
                json(item, "missed", Failure.class),
                instant(item, "createdAt"),
                instant(item, "updatedAt"),
                text(item, "kept"),
                item.containsKey("expires") ? Instant.ofEpochSecond(Long.parseLong(item.get("expires").n())) : null);
    }

    static AttributeValue required(Map<String, AttributeValue> item, String attribute) {
        return Objects.requireNonNull(item.get(attribute), attribute);
    }

    private static @Nullable Instant instant(Map<String, AttributeValue> item, String attribute) {
        return item.containsKey(attribute) ? Instant.parse(item.get(attribute).s()) : null;
    }

    static @Nullable String text(Map<String, AttributeValue> item, String attribute) {
        return item.containsKey(attribute) ? item.get(attribute).s() : null;
    }

    private static <T> @Nullable T json(Map<String, AttributeValue> item, String attribute, Class<T> type) {
        return item.containsKey(attribute) ? Json.convert(Json.parse(item.get(attribute).s()), type) : null;
    }
}
