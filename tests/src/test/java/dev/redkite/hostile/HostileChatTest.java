package dev.redkite.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import dev.redkite.platform.QuietContext;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.SlackApp;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.slack.Blocks;
import dev.redkite.trigger.chat.ChatFunction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever comes from Slack, signed or not, and from whoever may invoke the function: it is answered or refused, and nothing
 * in the answer is markup that somebody else wrote.
 */
class HostileChatTest {

    private static final List<String> VERBS = List.of("create", "update", "plan", "delete", "recreate", "pause", "resume", "backup", "backups", "discard", "restore", "status", "list", "help", "Create", "explode");
    private static final List<String> KEYS = List.of("rows", "dimension", "index", "ha", "subnets", "tags.team", "tags", "nodes", "milvus.helmValues.a.b",
            "milvus.helmValues", "milvus.components.queryNode.cpu", "kafka.volumeGibibytes", "expiresAt", "schedule.teardown", "data", "confirm", "name",
            "$schema", "ranges", "milvus", "");
    private static final String LINK = "<https://us-west-2.console.aws.amazon.com/";

    private final Sandbox sandbox = Sandbox.open(TestSettings.of(Json.object()).withChat());
    private final ChatFunction function = new ChatFunction(sandbox.platform("ChatFunction"));
    private int triggers;

    @AfterEach
    void close() {
        sandbox.close();
    }

    private static String command(RandomGenerator random) {
        HostileText text = new HostileText(random);
        StringBuilder line = new StringBuilder(random.nextInt(8) == 0 ? text.any() : any(random, VERBS));
        line.append(' ').append(random.nextInt(4) == 0 ? text.any() : "demo");
        for (int i = random.nextInt(4); i > 0; i--) {
            String value = text.any();
            String key = random.nextInt(4) == 0 ? text.any() : any(random, KEYS);
            line.append(' ').append(key).append('=').append(random.nextBoolean() ? '"' + value + '"' : value);
        }
        return line.toString();
    }

    private String body(RandomGenerator random) {
        HostileText text = new HostileText(random);
        Map<String, String> fields = new TreeMap<>(Map.of("command", "/milvus", "text", command(random), "user_id", "U2147483697", "channel_id", "C2147483705",
                "trigger_id", "13345224609." + triggers++, "response_url", "https://hooks.slack.com/commands/1234/5678"));
        if (random.nextInt(5) == 0) {
            fields.put("payload", random.nextBoolean() ? Json.text(pressed(random)) : text.any());
        }
        if (random.nextInt(5) == 0) {
            fields.put(any(random, List.of("user_id", "channel_id", "trigger_id", "response_url", "text", "ssl_check", "x")), text.any());
        }
        String form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return switch (random.nextInt(16)) {
            case 0 -> form + "&" + text.any();
            case 1 -> text.any();
            case 2 -> form.substring(0, random.nextInt(form.length()));
            default -> form;
        };
    }

    private static ObjectNode pressed(RandomGenerator random) {
        HostileJson json = new HostileJson(random);
        ObjectNode payload = Json.object().put("type", "block_actions").put("response_url", "https://hooks.slack.com/actions/1/2");
        payload.putObject("user").put("id", "U2147483697");
        payload.putObject("channel").put("id", "C2147483705");
        payload.putArray("actions").addObject().put("action_id", any(random, List.of("agree", "cancel", "x"))).put("value", new HostileText(random).any());
        if (random.nextInt(3) == 0) {
            payload.set(any(random, List.of("type", "user", "channel", "actions", "response_url")), json.value(0));
        }
        return payload;
    }

    private ObjectNode event(RandomGenerator random) {
        String body = body(random);
        String timestamp = Long.toString(sandbox.world().now().getEpochSecond());
        ObjectNode event = Json.object().put("version", "2.0").put("routeKey", "POST /slack").put("body", body).put("isBase64Encoded", false);
        boolean signed = random.nextInt(8) > 0;
        event.putObject("headers")
                .put("x-slack-request-timestamp", signed || random.nextBoolean() ? timestamp : new HostileText(random).any())
                .put("x-slack-signature", signed ? signature(timestamp, body) : new HostileText(random).any());
        event.putObject("requestContext").putObject("http").put("method", "POST").put("path", "/slack");
        if (random.nextInt(6) == 0) {
            event.put("isBase64Encoded", true).put("body",
                    random.nextInt(4) == 0 ? body : Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8)));
        }
        return event;
    }

    private static String signature(String timestamp, String body) {
        return "v0=" + new HmacUtils(HmacAlgorithms.HMAC_SHA_256, SlackApp.SIGNING_SECRET).hmacHex("v0:" + timestamp + ":" + body);
    }

    private static <T> T any(RandomGenerator random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private JsonNode handled(JsonNode event) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        QuietContext context = new QuietContext();
        try {
            function.handleRequest(new ByteArrayInputStream(Json.text(event).getBytes(StandardCharsets.UTF_8)), output, context);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        context.log().forEach(Words::require);
        return Json.parse(output.toString(StandardCharsets.UTF_8));
    }

    String tried(RandomGenerator random) {
        if (random.nextInt(5) == 0) {
            return invoked(random);
        }
        JsonNode answer = handled(event(random));
        int status = answer.path("statusCode").asInt();
        assertThat(status).isIn(200, 400, 401, 413);
        String body = answer.path("body").asText();
        if (body.isEmpty()) {
            return "heard";
        }
        JsonNode said = Json.parse(body);
        if (status != 200) {
            Words.require(said.path("detail").asText());
            return Integer.toString(status);
        }
        message(said);
        return "answered";
    }

    private static void message(JsonNode said) {
        assertThat(Blocks.errors(said)).as("%.3000s", said).isEmpty();
        said.findValuesAsText("text").forEach(text -> {
            Words.require(text);
            assertThat(text.replace(LINK, "")).as("markup that is not ours").doesNotContain("<");
        });
    }

    private String invoked(RandomGenerator random) {
        ObjectNode payload = Json.object().put("command", command(random)).put("requester", new HostileText(random).any());
        if (random.nextInt(4) == 0) {
            payload.set(any(random, List.of("command", "args", "requester")), new HostileJson(random).value(0));
        }
        Words.require(handled(payload).path("text").asText());
        return "invoked";
    }

    @Tag("search")
    @Test
    void every_request_is_answered_and_no_answer_has_markup_of_somebody_elses() {
        Map<String, Integer> became = Fuzzing.through(getClass(), 1_500, this::tried);

        assertThat(became).isNotEmpty();
    }
}
