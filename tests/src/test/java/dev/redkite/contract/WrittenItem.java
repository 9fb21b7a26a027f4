package dev.redkite.contract;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An item of the registry as an earlier commit wrote it: {@code src/test/resources/written}. */
public final class WrittenItem {

    private WrittenItem() {}

    /** @param written what was written for one request: its {@code item} and its {@code facts} */
    public static Map<String, AttributeValue> of(JsonNode written) {
        Map<String, AttributeValue> item = new HashMap<>();
        written.path("item").properties().forEach(attribute -> item.put(attribute.getKey(), switch (attribute.getValue().getNodeType()) {
            case NUMBER -> AttributeValue.fromN(attribute.getValue().asText());
            case OBJECT -> AttributeValue.fromS(Json.text(attribute.getValue()));
            default -> AttributeValue.fromS(attribute.getValue().asText());
        }));
        return item;
    }
}
