package dev.redkite.sandbox.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.sandbox.http.HttpEvents;
import dev.redkite.stage.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Reads what a user hands over: an event of EventBridge or API Gateway, or a bare specification, which is wrapped into one. */
final class EventFile {

    private EventFile() {}

    /** @throws InvalidRequest when the file is missing or is not JSON; the message names it */
    static JsonNode read(Path file) {
        try {
            JsonNode document = Json.parse(Files.readString(file));
            return document.has("detail-type") || HttpEvents.isRequest(document) ? document : requested(document);
        } catch (NoSuchFileException _) {
            throw new InvalidRequest(file + " does not exist");
        } catch (IOException e) {
            throw new InvalidRequest(file + " cannot be read: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new InvalidRequest(file + " is " + e.getMessage());
        }
    }

    /** The time zone of the schedules that an event asks for; UTC when it names none that is known. */
    static ZoneId timeZone(JsonNode event) {
        String name = event.at("/detail/specification/schedule/timeZone").asText();
        return ZoneId.getAvailableZoneIds().contains(name) ? ZoneId.of(name) : ZoneOffset.UTC;
    }

    private static ObjectNode requested(JsonNode specification) {
        ObjectNode event = Json.object()
                .put("version", "0")
                .put("id", "00000000-0000-4000-8000-000000000000")
                .put("detail-type", "Provision Requested")
                .put("source", "redkite.request")
                .put("account", "123456789012")
                .put("time", "2026-11-24T09:00:00Z")
                .put("region", specification.path("region").asText("us-west-2"));
        event.putArray("resources");
        event.putObject("detail").set("specification", specification);
        return event;
    }
}
