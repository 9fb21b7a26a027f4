package dev.redkite.failure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;

/** What Lambda makes of an exception, and Step Functions of an execution that another one started: JSON around its words. */
public final class Cause {

    private Cause() {}

    /** The exception's words; a cause that is not such JSON, as Step Functions' own are, as it is. */
    public static String message(String cause) {
        if (!cause.startsWith("{")) {
            return cause;
        }
        try {
            JsonNode parsed = Json.parse(cause);
            return parsed.has("Cause") ? message(parsed.path("Cause").asText()) : parsed.path("errorMessage").asText(cause);
        } catch (IllegalArgumentException _) {
            return cause;
        }
    }

    /** The stage's name in front is said already. */
    public static String without(String stage, String message) {
        return message.startsWith(stage + ": ") ? message.substring(stage.length() + 2) : message;
    }
}
