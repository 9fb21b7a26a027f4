package dev.redkite.trigger.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import java.net.URI;

/**
 * A command that is answered after Slack has been told that it was heard: what the function sends itself.
 *
 * @param responseUrl where the answer goes
 */
record DeferredCommand(String text, String responseUrl) {

    private static final String MEMBER = "later";

    static boolean is(JsonNode event) {
        return event.has(MEMBER);
    }

    static DeferredCommand of(JsonNode event) {
        return Json.convert(event.get(MEMBER), DeferredCommand.class);
    }

    ObjectNode event() {
        ObjectNode event = Json.object();
        event.set(MEMBER, Json.tree(this));
        return event;
    }

    URI address() {
        return address(responseUrl);
    }

    /**
     * Slack's addresses for answers lie on one host; a signed request would not name another, but words are sent nowhere
     * else in any case.
     *
     * @throws RefusedException when it is another address
     */
    static URI address(String responseUrl) {
        if (!responseUrl.matches("https://hooks\\.slack(-gov)?\\.com/[A-Za-z0-9/_.-]{1,500}")) {
            throw new RefusedException(400, "The response_url is not Slack's.");
        }
        return URI.create(responseUrl);
    }
}
