package dev.redkite.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.failure.StageBroken;
import dev.redkite.failure.Transient;
import dev.redkite.json.Json;
import dev.redkite.platform.HttpSender.Answer;
import dev.redkite.platform.HttpSender;
import java.net.URI;
import java.util.Map;
import java.util.Set;

/** The two ways to say something in Slack: as the app, in any channel that it is in, and as the answer to a command. */
public record WebApi(HttpSender http) {

    private static final URI POST_MESSAGE = URI.create("https://slack.com/api/chat.postMessage");
    private static final String CONTENT_TYPE = "application/json; charset=utf-8";

    /** Slack's own troubles: https://docs.slack.dev/reference/methods/chat.postMessage#errors */
    private static final Set<String> PASSING = Set.of(
            "ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable", "request_timeout",
            "team_added_to_org", "org_login_required");

    /** @throws StageBroken when Slack will never take it, with what to do */
    public void post(String token, String channel, Message message) {
        ObjectNode body = BlockKit.of(message).put("channel", channel).put("unfurl_links", false);
        Answer answer = http.post(POST_MESSAGE, Map.of("Content-Type", CONTENT_TYPE, "Authorization", "Bearer " + token), Json.text(body));
        if (!answer.accepted()) {
            throw new Transient("Slack answered status " + answer.status());
        }
        JsonNode said = Json.parse(answer.body());
        String error = said.path("error").asText("");
        if (said.path("ok").asBoolean()) {
            return;
        }
        if (PASSING.contains(error)) {
            throw new Transient("Slack answered " + error);
        }
        throw new StageBroken("Slack answered %s to chat.postMessage. Next: invite the app to the channel, or correct SlackChannel or the bot token."
                .formatted(error));
    }

    /**
     * To the address that came with a command or a button: five times, for half an hour
     * (https://docs.slack.dev/interactivity/handling-user-interaction#message_responses).
     *
     * @param replaces whether it takes the place of the message with the button
     */
    public void respond(URI address, Message message, boolean replaces) {
        ObjectNode body = BlockKit.of(message)
                .put("response_type", message.visible() ? "in_channel" : "ephemeral")
                .put("replace_original", replaces);
        Answer answer = http.post(address, Map.of("Content-Type", CONTENT_TYPE), Json.text(body));
        if (!answer.accepted()) {
            throw new Transient("Slack answered status %d to a response".formatted(answer.status()));
        }
    }
}
