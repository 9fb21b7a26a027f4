package dev.redkite.trigger.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Where a list stands: after what. */
final class Cursor {

    private static final String AFTER = "after";

    private Cursor() {}

    static String text(String last) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(Json.object().put(AFTER, last)));
    }

    /**
     * @param cursor none for the first page
     * @throws ProblemException when it is not one that was given out
     */
    static @Nullable String after(@Nullable String cursor, Predicate<String> possible) {
        if (cursor == null) {
            return null;
        }
        try {
            JsonNode after = Json.parse(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8)).path(AFTER);
            if (after.isTextual() && possible.test(after.textValue())) {
                return after.textValue();
            }
        } catch (IllegalArgumentException _) {
            throw malformed();
        }
        throw malformed();
    }

    private static ProblemException malformed() {
        return Problem.malformed("The parameter next is what the page before gave as next, unchanged.");
    }
}
