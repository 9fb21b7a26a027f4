package dev.redkite.trigger;

import dev.redkite.json.Json;
import org.jspecify.annotations.Nullable;

/** What Lambda and Step Functions make of an exception: JSON around its words. */
public final class Cause {

    private Cause() {}

    /** The exception's words; a cause that is not the runtime's JSON as it is. */
    public static @Nullable String message(@Nullable String cause) {
        if (cause == null || !cause.startsWith("{")) {
            return cause;
        }
        try {
            return Json.parse(cause).path("errorMessage").asText(cause);
        } catch (IllegalArgumentException _) {
            return cause;
        }
    }

    /** The stage's name in front is said already. */
    public static String without(String stage, String message) {
        return message.startsWith(stage + ": ") ? message.substring(stage.length() + 2) : message;
    }
}
