package dev.redkite.sandbox.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.json.Json;
import dev.redkite.sandbox.apigateway.HttpEvents;
import dev.redkite.text.Excerpt;
import dev.redkite.text.SpellingSuggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;

/**
 * Reads what a user hands over: an event of EventBridge or API Gateway, or a bare specification, which is wrapped into
 * one. Of an event's envelope only what says what is wanted must be there; the rest is filled in as the bus would.
 */
final class EventFile {

    /** Stands for the standard input, as everywhere on a command line. */
    static final Path STANDARD_INPUT = Path.of("-");

    static final String PROVISION = "Provision Requested";
    static final List<String> REQUESTS = List.of(PROVISION, "Pause Requested", "Resume Requested", "Recreate Requested", "Teardown Requested",
            "Backup Requested", "Restore Requested");

    private static final String SOURCE = "redkite.request";
    private static final int LONGEST_QUOTED = 60;

    private EventFile() {}

    /** @throws InvalidRequest when the file is missing, is not JSON, or holds no event; the message names it */
    static JsonNode read(Path file) {
        try {
            JsonNode document = Json.parse(TextFile.decoded(bytes(file)));
            if (!document.isObject()) {
                throw new InvalidRequest("%s holds %s, where an event or a specification is wanted, such as {\"name\":\"demo\"}".formatted(
                        name(file), Excerpt.of(document.toString(), LONGEST_QUOTED)));
            }
            if (HttpEvents.isRequest(document)) {
                return document;
            }
            return document.has("detail-type") ? event(file, (ObjectNode) document) : requested(document);
        } catch (NoSuchFileException _) {
            throw new InvalidRequest(file + " does not exist");
        } catch (IOException e) {
            throw new InvalidRequest("%s cannot be read: %s".formatted(name(file), TextFile.reason(e)));
        } catch (IllegalArgumentException e) {
            throw new InvalidRequest(name(file) + " is " + e.getMessage());
        }
    }

    /**
     * A life begins by being made.
     *
     * @param what is done with it, for people
     * @throws InvalidRequest when it is no such event, too
     */
    static JsonNode requireProvision(Path file, String what) {
        JsonNode event = read(file);
        if (!event.path("detail-type").asText().equals(PROVISION)) {
            throw new InvalidRequest("%s: %s, from \"%s\" or a bare specification on".formatted(name(file), what, PROVISION));
        }
        return event;
    }

    /** A file as messages call it. */
    static String name(Path file) {
        return file.equals(STANDARD_INPUT) ? "The standard input" : file.toString();
    }

    private static byte[] bytes(Path file) throws IOException {
        return file.equals(STANDARD_INPUT) ? System.in.readAllBytes() : Files.readAllBytes(file);
    }

    /** The time zone of the schedules that an event asks for; UTC when it names none that is known. */
    static ZoneId timeZone(JsonNode event) {
        String name = event.at("/detail/specification/schedule/timeZone").asText();
        return ZoneId.getAvailableZoneIds().contains(name) ? ZoneId.of(name) : ZoneOffset.UTC;
    }

    /** A bus takes no event whose detail is anything but an object, and knows each one's source. */
    private static ObjectNode event(Path file, ObjectNode event) {
        if (!event.path("detail").isObject()) {
            throw new InvalidRequest("%s: $.detail: %s; an event carries an object there, such as %s".formatted(name(file),
                    event.has("detail") ? "is " + Excerpt.of(event.get("detail").toString(), LONGEST_QUOTED) : "is missing",
                    event.path("detail-type").asText().equals(PROVISION)
                            ? "{\"specification\":{\"name\":\"demo\"}}" : "{\"environment\":\"demo\"}"));
        }
        requireTime(file, event);
        if (!event.path("account").asText("123456789012").matches("[0-9]{12}")) {
            throw new InvalidRequest("%s: $.account: %s is no account number, which has 12 digits".formatted(
                    name(file), Excerpt.of(event.get("account").toString(), LONGEST_QUOTED)));
        }
        ObjectNode whole = envelope(event.path("detail-type").asText(), event.path("region").asText("us-west-2"));
        whole.setAll(event);
        return whole;
    }

    private static void requireTime(Path file, ObjectNode event) {
        try {
            Instant.parse(event.path("time").asText(Instant.EPOCH.toString()));
        } catch (DateTimeParseException _) {
            throw new InvalidRequest("%s: $.time: %s is no time such as 2026-11-24T09:00:00Z".formatted(
                    name(file), Excerpt.of(event.get("time").toString(), LONGEST_QUOTED)));
        }
    }

    /** What to say of an event that asks for nothing that Redkite knows. */
    static String advice(JsonNode event) {
        String type = event.path("detail-type").asText();
        if (REQUESTS.contains(type)) {
            return " Requests have the source %s.".formatted(SOURCE);
        }
        return " Requests have the detail-type " + String.join(", ", REQUESTS)
                + SpellingSuggestion.meant(type, REQUESTS);
    }

    private static ObjectNode requested(JsonNode specification) {
        ObjectNode event = envelope(PROVISION, specification.path("region").asText("us-west-2"));
        event.putObject("detail").set("specification", specification);
        return event;
    }

    private static ObjectNode envelope(String type, String region) {
        ObjectNode event = Json.object()
                .put("version", "0")
                .put("id", "00000000-0000-4000-8000-000000000000")
                .put("detail-type", type)
                .put("source", SOURCE)
                .put("account", "123456789012")
                .put("time", "2026-11-24T09:00:00Z")
                .put("region", region);
        event.putArray("resources");
        return event;
    }
}
