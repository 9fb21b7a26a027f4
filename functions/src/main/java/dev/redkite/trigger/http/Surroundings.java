package dev.redkite.trigger.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import java.util.Map;

/**
 * What stands around the controllers, and so is said by none of them: API Gateway, which asks who it is and may refuse by
 * itself, and examples.
 */
final class Surroundings {

    private static final JsonNode TABLE = Json.read(Surroundings.class.getResourceAsStream("surroundings.json"), JsonNode.class);

    private Surroundings() {}

    static ObjectNode complete(ObjectNode document) {
        ((ObjectNode) document.path("info")).set("license", TABLE.path("license"));
        document.set("servers", TABLE.path("servers"));
        document.set("security", TABLE.path("security"));
        document.withObject("/components").set("securitySchemes", TABLE.path("securitySchemes"));
        document.withObject("/components/schemas").setAll((ObjectNode) TABLE.path("schemas"));
        document.path("paths").forEach(path -> path.forEach(operation -> {
            ((ObjectNode) operation).withObject("/responses").setAll((ObjectNode) TABLE.path("responses").deepCopy());
            exemplify(operation, TABLE.path("examples").path(operation.path("operationId").asText()));
        }));
        recreation(document);
        return document;
    }

    private static void exemplify(JsonNode operation, JsonNode examples) {
        if (examples.has("request")) {
            ((ObjectNode) operation.at("/requestBody/content/application~1json")).set("example", examples.get("request"));
        }
        examples.path("responses").properties().forEach(answer -> {
            ObjectNode content = (ObjectNode) operation.path("responses").path(answer.getKey()).path("content");
            Map.Entry<String, JsonNode> first = content.properties().iterator().next();
            ((ObjectNode) first.getValue()).set("example", answer.getValue());
        });
    }

    /** A specification, or the older form around one. */
    private static void recreation(ObjectNode document) {
        ObjectNode media = (ObjectNode) document.at("/paths/~1environments~1{name}~1recreate/post/requestBody/content/application~1json");
        JsonNode older = media.path("schema");
        ArrayNode forms = media.putObject("schema").putArray("anyOf");
        forms.addObject().put("$ref", Api.UPDATE);
        forms.add(older);
    }
}
