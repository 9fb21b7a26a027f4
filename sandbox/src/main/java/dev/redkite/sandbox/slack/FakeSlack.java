package dev.redkite.sandbox.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import dev.redkite.platform.HttpSender;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Slack's Web API, as far as an app speaks through it: {@code chat.postMessage}, and the addresses that come with
 * commands and buttons, each good for five answers. Refuses as Slack does
 * (https://docs.slack.dev/reference/methods/chat.postMessage#errors).
 */
public final class FakeSlack implements HttpSender {

    public static final String TOKEN = "xoxb-sandbox-0000000000";
    public static final String CHANNEL = "C2147483705";

    private static final int MOST_RESPONSES = 5;

    /** @param channel empty when it is the answer to a command or button */
    public record Post(String channel, String responseUrl, JsonNode message) {

        public String text() {
            return message.path("text").asText();
        }

        /** What people would read. */
        public List<String> lines() {
            List<String> lines = new ArrayList<>();
            message.path("blocks").forEach(block -> {
                lines.addAll(block.path("text").path("text").asText().lines().toList());
                block.path("fields").forEach(field -> lines.add(field.path("text").asText().replace('\n', ' ')));
                block.path("elements").forEach(element -> lines.add("[" + element.path("text").path("text").asText() + "]"));
            });
            return lines;
        }
    }

    private final List<Post> posts = new ArrayList<>();
    private final Map<String, Integer> responses = new HashMap<>();
    private String refusal;

    /** All calls from now on are answered so, e.g. {@code ratelimited}; null to go on as usual. */
    public void refuse(String error) {
        refusal = error;
    }

    public List<Post> posts() {
        return List.copyOf(posts);
    }

    @Override
    public Answer post(URI address, Map<String, String> headers, String body) {
        if (address.toString().equals("https://slack.com/api/chat.postMessage")) {
            return new Answer(200, Json.text(posted(headers, body)));
        }
        if (address.getHost().equals("hooks.slack.com")) {
            return responded(address, headers, body);
        }
        return new Answer(200, Json.text(failed("unknown_method")));
    }

    private ObjectNode posted(Map<String, String> headers, String body) {
        String authorization = headers.getOrDefault("Authorization", "");
        if (refusal != null) {
            return failed(refusal);
        }
        if (authorization.isEmpty()) {
            return failed("not_authed");
        }
        if (!authorization.equals("Bearer " + TOKEN)) {
            return failed("invalid_auth");
        }
        Optional<JsonNode> message = read(headers, body);
        if (message.isEmpty()) {
            return failed("invalid_json");
        }
        if (!message.get().path("channel").asText().equals(CHANNEL)) {
            return failed("channel_not_found");
        }
        List<String> errors = Blocks.errors(message.get());
        if (!errors.isEmpty()) {
            ObjectNode failed = failed("invalid_blocks");
            errors.forEach(failed.withArray("errors")::add);
            return failed;
        }
        posts.add(new Post(CHANNEL, "", message.get()));
        return Json.object().put("ok", true).put("channel", CHANNEL).put("ts", "%d.000100".formatted(posts.size()));
    }

    private Answer responded(URI address, Map<String, String> headers, String body) {
        Optional<JsonNode> message = read(headers, body);
        boolean known = message.isPresent() && List.of("in_channel", "ephemeral").contains(message.get().path("response_type").asText());
        if (!known || !Blocks.errors(message.get()).isEmpty()) {
            return new Answer(400, "invalid_payload");
        }
        if (responses.merge(address.toString(), 1, Integer::sum) > MOST_RESPONSES) {
            return new Answer(404, "used_url");
        }
        posts.add(new Post("", address.toString(), message.get()));
        return new Answer(200, "ok");
    }

    private static Optional<JsonNode> read(Map<String, String> headers, String body) {
        if (!headers.getOrDefault("Content-Type", "").startsWith("application/json")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.parse(body));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static ObjectNode failed(String error) {
        return Json.object().put("ok", false).put("error", error);
    }
}
