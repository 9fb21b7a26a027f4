package dev.redkite.trigger.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import dev.redkite.slack.BlockKit;
import dev.redkite.slack.Message;

/** What API Gateway's HTTP API sends on, payload format 2.0. */
final class HttpAnswer {

    private HttpAnswer() {}

    static ObjectNode acknowledgement() {
        return Json.object().put("statusCode", 200).put("body", "");
    }

    static ObjectNode message(Message message) {
        ObjectNode body = BlockKit.of(message).put("response_type", message.visible() ? "in_channel" : "ephemeral");
        return json(200, "application/json", body);
    }

    /** RFC 9457, as the HTTP API's own refusals. */
    static ObjectNode refused(RefusedException refused) {
        return json(refused.status(), "application/problem+json", Json.object()
                .put("type", "about:blank")
                .put("title", title(refused.status()))
                .put("status", refused.status())
                .put("detail", refused.getMessage()));
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 413 -> "Content Too Large";
            default -> throw new IllegalArgumentException("no refusal has status " + status);
        };
    }

    private static ObjectNode json(int status, String type, ObjectNode body) {
        ObjectNode answer = Json.object().put("statusCode", status);
        answer.putObject("headers").put("content-type", type);
        return answer.put("body", Json.text(body));
    }
}
