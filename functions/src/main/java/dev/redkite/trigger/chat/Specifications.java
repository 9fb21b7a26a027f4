package dev.redkite.trigger.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;

/** From what a command says to a whole specification. */
final class Specifications {

    private Specifications() {}

    static ObjectNode fresh(String environment, ObjectNode changes) {
        ObjectNode specification = Json.object().put("name", environment);
        specification.setAll(changes);
        return specification;
    }

    /** What stands, with the changed members replaced and all others kept. */
    static ObjectNode changed(JsonNode current, ObjectNode changes) {
        ObjectNode specification = current.deepCopy();
        Json.merge(specification, changes);
        return specification;
    }
}
