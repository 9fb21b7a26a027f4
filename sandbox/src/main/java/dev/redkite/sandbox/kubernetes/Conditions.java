package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The conditions in an object's status; the time of transition moves only when the status turns. */
final class Conditions {

    private Conditions() {}

    static void set(ObjectNode json, String timestamp, String type, boolean holds, String reason, String message) {
        ArrayNode conditions = Json.arrayAt(Json.objectAt(json, "status"), "conditions");
        ObjectNode condition = null;
        for (JsonNode existing : conditions) {
            condition = existing.path("type").asText().equals(type) ? (ObjectNode) existing : condition;
        }
        if (condition == null) {
            condition = conditions.addObject().put("type", type);
        }
        String status = holds ? "True" : "False";
        if (!condition.path("status").asText().equals(status)) {
            condition.put("status", status).put("lastTransitionTime", timestamp);
        }
        put(condition, "reason", reason);
        put(condition, "message", message);
    }

    private static void put(ObjectNode condition, String name, String text) {
        if (text.isEmpty()) {
            condition.remove(name);
        } else {
            condition.put(name, text);
        }
    }
}
