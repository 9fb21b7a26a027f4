package dev.redkite.trigger.chat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** An {@code application/x-www-form-urlencoded} body. */
record FormBody(Map<String, String> fields) {

    private static final int MOST_FIELDS = 64;

    /** @throws RefusedException when it is no form */
    static FormBody of(byte[] body) {
        Map<String, String> fields = new HashMap<>();
        String[] pairs = new String(body, StandardCharsets.UTF_8).split("&", MOST_FIELDS + 1);
        if (pairs.length > MOST_FIELDS) {
            throw new RefusedException(400, "The form has more than %d fields.".formatted(MOST_FIELDS));
        }
        for (String pair : pairs) {
            String[] sides = pair.split("=", 2);
            if (sides.length != 2 || fields.put(decoded(sides[0]), decoded(sides[1])) != null) {
                throw new RefusedException(400, "The body is no form, or names a field twice.");
            }
        }
        return new FormBody(fields);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new RefusedException(400, "The form is badly encoded.");
        }
    }

    boolean has(String field) {
        return fields.containsKey(field);
    }

    /** Empty when it is not there. */
    String field(String field) {
        return fields.getOrDefault(field, "");
    }

    /** @throws RefusedException when it is not there or empty */
    String require(String field) {
        String value = field(field);
        if (value.isEmpty()) {
            throw new RefusedException(400, "The form lacks " + field + ".");
        }
        return value;
    }
}
