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
    static ObjectNode changed(JsonNode standing, ObjectNode changes) {
        ObjectNode specification = standing.deepCopy();
        merge(specification, changes);
        return specification;
    }

    private static void merge(ObjectNode into, ObjectNode changes) {
        changes.properties().forEach(change -> {
            if (change.getValue() instanceof ObjectNode inner && into.get(change.getKey()) instanceof ObjectNode owner) {
                merge(owner, inner);
            } else {
                into.set(change.getKey(), change.getValue());
            }
        });
    }
}
