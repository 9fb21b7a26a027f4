package dev.redkite.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.redkite.json.Json;
import java.util.List;
import java.util.Locale;

/** The forms of what is on the bus, by detail-type. */
final class EventSchemas {

    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    static final List<String> REQUESTS = List.of("Provision Requested", "Teardown Requested", "Recreate Requested", "Pause Requested", "Resume Requested",
            "Backup Requested", "Restore Requested");
    static final List<String> ANNOUNCEMENTS = List.of("Environment Requested", "Stage Done", "Environment Ready", "Environment Failed",
            "Environment Rejected", "Environment Removed", "Environment Paused", "Backup Ready", "Backup Removed", "Restore Ready");

    private EventSchemas() {}

    static JsonNode document(String detailType) {
        String file = detailType.toLowerCase(Locale.ROOT).replace(' ', '-') + ".schema.json";
        return Json.read(Json.class.getResourceAsStream("/dev/redkite/event/" + file), JsonNode.class);
    }

    /** What is wrong with a detail; empty when it conforms. */
    static List<String> violations(String detailType, JsonNode detail) {
        return FACTORY.getSchema(document(detailType)).validate(detail).stream().map(ValidationMessage::getMessage).toList();
    }
}
