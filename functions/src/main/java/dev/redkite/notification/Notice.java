package dev.redkite.notification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import dev.redkite.slack.Message;
import java.util.Optional;

/**
 * One event of the bus, put into words.
 *
 * @param id      the event's; the same however often it is delivered
 * @param time    the event's, ISO 8601
 * @param message for people
 * @param detail  for machines, as it came
 */
record Notice(String id, String type, String time, String environment, Message message, JsonNode detail) {

    /** @throws IllegalArgumentException when nothing is known of events of that type */
    static Notice of(JsonNode event) {
        JsonNode detail = event.path("detail");
        String type = event.path("detail-type").asText();
        Optional<Message> message = switch (type) {
            case "Environment Requested" -> Optional.of(Wording.requested(detail));
            case "Stage Done" -> Optional.of(Wording.stageDone(detail));
            case "Environment Ready" -> Optional.of(Wording.ready(detail));
            case "Environment Paused" -> Optional.of(Wording.paused(detail));
            case "Backup Ready" -> Optional.of(Wording.backedUp(detail));
            case "Backup Removed" -> Optional.of(Wording.backupsRemoved(detail));
            case "Restore Ready" -> Optional.of(Wording.restored(detail));
            case "Environment Removed" -> Optional.of(Wording.removed(detail));
            case "Environment Failed" -> Optional.of(Wording.failed(detail));
            case "Environment Rejected" -> Optional.of(Wording.rejected(detail));
            case "Step Functions Execution Status Change" -> Optional.of(Wording.ended(detail));
            default -> Optional.empty();
        };
        return new Notice(event.path("id").asText(), type, event.path("time").asText(), detail.path("environment").asText(""),
                message.orElseThrow(() -> new IllegalArgumentException("no words for events of type " + type)), detail);
    }

    /** What a webhook is sent. */
    ObjectNode json() {
        ObjectNode json = Json.object().put("id", id).put("type", type).put("time", time).put("environment", environment);
        json.set("detail", detail);
        return json;
    }
}
