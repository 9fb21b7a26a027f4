package dev.redkite.trigger.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.deployment.Operation;
import dev.redkite.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a list stands that is read from three machines at once: a token for each that has more. */
record Cursor(Map<Operation, String> tokens, boolean first) {

    static final Cursor START = new Cursor(Map.of(), true);
    static final Cursor NONE = new Cursor(Map.of(), false);

    /** @throws ProblemException when it is not one that was given out */
    static Cursor parse(@Nullable String text) {
        if (text == null) {
            return START;
        }
        try {
            JsonNode read = Json.parse(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8));
            Map<Operation, String> tokens = new EnumMap<>(Operation.class);
            read.properties().forEach(token -> tokens.put(Operation.valueOf(token.getKey()), token.getValue().asText()));
            if (tokens.isEmpty()) {
                throw malformed();
            }
            return new Cursor(tokens, false);
        } catch (IllegalArgumentException _) {
            throw malformed();
        }
    }

    static ProblemException malformed() {
        return Problem.malformed("The parameter next is what the page before gave as next, unchanged.");
    }

    @Nullable String token(Operation operation) {
        return tokens.get(operation);
    }

    boolean ended(Operation operation) {
        return !first && !tokens.containsKey(operation);
    }

    /** @param token if that machine has more */
    Cursor with(Operation operation, @Nullable String token) {
        if (token == null) {
            return this;
        }
        Map<Operation, String> more = new EnumMap<>(Operation.class);
        more.putAll(tokens);
        more.put(operation, token);
        return new Cursor(more, false);
    }

    /** None when nothing is left. */
    @Nullable String text() {
        return tokens.isEmpty() ? null
                : Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(tokens));
    }
}
