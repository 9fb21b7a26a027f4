package dev.redkite.trigger.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A request as API Gateway's HTTP API hands it on, payload format 2.0: header names in lower case, the body perhaps
 * in base64 (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html).
 */
record HttpEvent(String timestamp, String signature, byte[] body) {

    /** A command has at most some KiB; a pressed button brings the message along that it was in. */
    static final int LARGEST_BODY = 65_536;

    static boolean is(JsonNode event) {
        return event.has("requestContext");
    }

    /** @throws RefusedException when the body is too large or not what its encoding says */
    static HttpEvent of(JsonNode event) {
        JsonNode headers = event.path("headers");
        return new HttpEvent(
                headers.path("x-slack-request-timestamp").asText(""),
                headers.path("x-slack-signature").asText(""),
                decoded(event.path("body").asText(""), event.path("isBase64Encoded").asBoolean()));
    }

    private static byte[] decoded(String body, boolean base64) {
        if (body.length() > (base64 ? LARGEST_BODY / 3 * 4 + 4 : LARGEST_BODY)) {
            throw tooLarge();
        }
        byte[] bytes = base64 ? unwrapped(body) : body.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LARGEST_BODY) {
            throw tooLarge();
        }
        return bytes;
    }

    private static byte[] unwrapped(String body) {
        try {
            return Base64.getDecoder().decode(body);
        } catch (IllegalArgumentException _) {
            throw new RefusedException(400, "The body is not base64.");
        }
    }

    private static RefusedException tooLarge() {
        return new RefusedException(413, "The body is larger than %,d bytes.".formatted(LARGEST_BODY));
    }
}
