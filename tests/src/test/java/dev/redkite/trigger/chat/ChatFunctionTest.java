package dev.redkite.trigger.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.failure.ServiceQuota;
import dev.redkite.json.Json;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.sandbox.aws.Quotas;
import dev.redkite.sandbox.slack.Blocks;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, and what is said and started then. */
class ChatFunctionTest {

    private final ChatRoom room = new ChatRoom();

    private static int status(JsonNode answer) {
        return answer.path("statusCode").asInt();
    }

    private String now() {
        return Long.toString(room.world.now().getEpochSecond());
    }

    private JsonNode sent(String body, String timestamp, String signature) {
        return room.handle(ChatRoom.event(body, timestamp, signature).toString());
    }

    private String signature(String body) {
        return Signature.of(now(), ChatRoom.bytes(body), ChatRoom.bytes(ChatRoom.SECRET));
    }

    private void nothingHappened() {
        assertThat(room.started()).isEmpty();
        assertThat(room.world.takeChanges()).isEmpty();
    }

    @Test
    void an_unsigned_request_is_refused_without_a_call_to_anybody() {
        JsonNode answer = sent("command=%2Fmilvus&text=create+demo", now(), "");

        assertThat(status(answer)).isEqualTo(401);
        assertThat(ChatRoom.message(answer).path("title").asText()).isEqualTo("Unauthorized");
        assertThat(room.world.calls()).isEmpty();
    }

    @Test
    void a_forged_request_is_refused_before_it_is_read() {
        assertThat(status(sent("%%%", now(), "v0=" + "0".repeat(64)))).isEqualTo(401);
        nothingHappened();
    }

    @Test
    void a_stale_request_is_refused_before_it_is_read() {
        String signature = signature("%%%");
        String then = now();
        room.world.clock().advance(Signature.LONGEST_AGE.plusSeconds(1));

        assertThat(status(sent("%%%", then, signature))).isEqualTo(401);
        nothingHappened();
    }

    @Test
    void an_oversized_body_is_refused_whatever_its_signature() {
        String body = "x".repeat(HttpEvent.LARGEST_BODY + 1);

        assertThat(status(sent(body, now(), signature(body)))).isEqualTo(413);
        assertThat(status(room.handle(ChatRoom.event("x".repeat(200_000), now(), "").toString()))).isEqualTo(413);
        assertThat(room.world.calls()).isEmpty();
    }

    @Test
    void a_body_that_is_large_only_when_unwrapped_is_refused() {
        ObjectNode event = ChatRoom.event(Base64.getEncoder().encodeToString(new byte[HttpEvent.LARGEST_BODY + 2]), now(), "")
                .put("isBase64Encoded", true);

        assertThat(status(room.handle(event.toString()))).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text", "a=%zz", "a=1&a=2", "a=1&b", "text=create+demo", "payload=%7B", "payload=%7B%7D",
        "command=%2Fmilvus&user_id=U1&text=create+demo"})
    void a_signed_body_that_is_no_command_is_malformed(String body) {
        assertThat(status(sent(body, now(), signature(body)))).isEqualTo(400);
        nothingHappened();
    }

    @Test
    void what_is_not_base64_is_malformed() {
        assertThat(status(room.handle(ChatRoom.event("%%%", now(), "").put("isBase64Encoded", true).toString()))).isEqualTo(400);
    }

    @Test
    void a_body_in_base64_is_checked_as_it_was_sent() {
        String body = ChatRoom.form(Map.of("command", "/milvus", "text", "help", "user_id", "U1", "channel_id", "C1", "trigger_id", "1"));
        ObjectNode event = ChatRoom.event(Base64.getEncoder().encodeToString(ChatRoom.bytes(body)), now(), signature(body))
                .put("isBase64Encoded", true);

        assertThat(status(room.handle(event.toString()))).isEqualTo(200);
    }

    @Test
    void slacks_own_check_of_the_certificate_is_answered() {
        assertThat(status(room.signed("ssl_check=1&token=abc"))).isEqualTo(200);
    }

    @Test
    void the_secret_is_asked_for_once_in_an_instance() {
        room.says("help");
        room.says("help");
        room.restart();
        room.says("help");

        assertThat(room.world.calls()).extracting(Object::toString)
                .containsExactly("SecretsManager:GetSecretValue", "SecretsManager:GetSecretValue");
    }

    @Test
    void who_is_not_among_the_users_or_not_in_the_channel_is_told_so_and_starts_nothing() {
        room.variables.put("REDKITE_CHAT_USERS", "U1, U2");
        room.variables.put("REDKITE_CHAT_CHANNELS", "C1");
        room.restart();

        assertThat(ChatRoom.message(room.command("U3", "C1", "create demo")).path("text").asText()).startsWith("You may not");
        assertThat(ChatRoom.message(room.command("U1", "C2", "create demo")).path("text").asText()).startsWith("You may not");
        nothingHappened();
        assertThat(ChatRoom.message(room.command("U2", "C1", "create demo")).path("response_type").asText()).isEqualTo("in_channel");
    }

    @Test
    void create_starts_the_machine_and_tells_the_channel() {
        JsonNode message = room.says("create demo rows=5M index=HNSW");

        assertThat(room.started()).singleElement().satisfies(execution -> {
            assertThat(execution.machine().name()).isEqualTo("redkite-provision");
            assertThat(execution.input().toString()).isEqualTo(
                    "{\"specification\":{\"name\":\"demo\",\"workload\":{\"rows\":5000000,\"index\":\"HNSW\"}},\"requester\":\"slack:U1\"}");
        });
        assertThat(message.path("response_type").asText()).isEqualTo("in_channel");
        assertThat(message.toString()).contains("*demo* is being made", "https://us-west-2.console.aws.amazon.com/states/home");
        assertThat(Blocks.errors(message)).isEmpty();
    }

    @Test
    void a_command_that_is_delivered_again_starts_nothing_more() {
        String body = ChatRoom.form(Map.of("command", "/milvus", "text", "create demo", "user_id", "U1", "channel_id", "C1", "trigger_id", "1"));

        room.signed(body);
        room.signed(body);

        assertThat(room.started()).hasSize(1);
    }

    @Test
    void errors_are_told_to_who_made_them_all_at_once() {
        JsonNode message = room.says("create demo row=1 index=HNSWW");

        assertThat(message.path("response_type").asText()).isEqualTo("ephemeral");
        assertThat(message.at("/blocks/0/text/text").asText()).contains("did you mean `rows`?", "is one of FLAT");
        assertThat(Blocks.errors(message)).isEmpty();
        nothingHappened();
    }

    @Test
    void markup_of_users_is_escaped_and_nothing_of_it_becomes_a_mention() {
        JsonNode message = room.says("create demo <!channel>=1 &amp;lt;@U2&gt;=2");

        assertThat(message.at("/blocks/0/text/text").asText())
                .contains("`&lt;!channel&gt;`", "`&amp;lt;@U2&gt;`").doesNotContain("<");
        assertThat(message.findValues("verbatim")).allMatch(JsonNode::asBoolean).isNotEmpty();
        assertThat(message.findValues("type").stream().filter(type -> type.asText().equals("mrkdwn"))).hasSameSizeAs(message.findValues("verbatim"));
    }

    @Test
    void create_of_what_stands_points_to_update() {
        room.standing(Json.object().put("name", "demo"), Phase.READY);

        assertThat(room.says("create demo").path("text").asText()).contains("is here already (READY)", "`update demo key=value`");
        assertThat(room.started()).isEmpty();
    }

    @Test
    void update_keeps_what_is_not_named() {
        room.standing((ObjectNode) Json.parse("{\"name\":\"demo\",\"workload\":{\"rows\":5,\"dimension\":8},\"tags\":{\"a\":\"b\"}}"), Phase.READY);

        room.says("update demo rows=7 nodes=4");

        assertThat(room.started()).singleElement().satisfies(execution ->
                assertThat(execution.input().at("/specification").toString()).isEqualTo(
                        "{\"name\":\"demo\",\"workload\":{\"rows\":7,\"dimension\":8},\"tags\":{\"a\":\"b\"},\"nodes\":{\"count\":4}}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"update demo rows=7", "delete demo", "recreate demo", "status demo"})
    void what_is_not_registered_is_said_so(String text) {
        assertThat(room.says(text).path("text").asText()).startsWith("No environment *demo* is registered here.");
        assertThat(room.started()).isEmpty();
    }

    @Test
    void status_and_list_tell_of_what_stands() {
        assertThat(room.says("list").path("text").asText()).startsWith("No environments.");
        room.standing(Json.object().put("name", "demo"), Phase.PROVISIONING);

        assertThat(room.says("status demo").toString()).contains("*demo* is PROVISIONING.", "slack:U1", "per month", "redkite-provision:first");
        assertThat(room.says("list").path("text").asText()).isEqualTo("• *demo* PROVISIONING, Milvus 2.6.15");
    }

    @Test
    void a_plan_is_promised_and_comes_by_the_response_url() {
        room.world.allow(Quotas.young().with(ServiceQuota.STANDARD_VCPUS, 64));
        JsonNode promise = room.says("plan demo rows=5M");

        assertThat(promise.path("text").asText()).isEqualTo("Planning *demo*…");
        assertThat(room.posts()).singleElement().satisfies(post -> {
            assertThat(post.responseUrl()).isEqualTo(ChatRoom.RESPONSES);
            assertThat(post.message().toString()).contains("*demo* would be:", "per month", "Milvus");
        });
        nothingStarted();
    }

    private void nothingStarted() {
        assertThat(room.started()).isEmpty();
    }

    @Test
    void a_plan_that_is_refused_names_every_violation() {
        room.says("plan demo version=9.9 kubernetes=1.26 exposure=internet-facing");

        assertThat(room.posts()).singleElement().satisfies(post ->
                assertThat(post.message().toString()).contains("$.milvus.version", "$.kubernetes.version", "$.exposure"));
    }

    @Test
    void no_client_of_ec2_or_eks_is_asked_for_before_the_answer() {
        room.standing(Json.object().put("name", "demo"), Phase.READY);
        for (String text : new String[] {"create other", "update demo rows=7", "status demo", "list", "delete demo", "recreate demo"}) {
            int since = room.world.calls().size();
            room.says(text);

            assertThat(room.world.calls().stream().skip(since).map(Object::toString).takeWhile(call -> !call.equals("Lambda:Invoke")))
                    .as(text).isNotEmpty().noneMatch(call -> call.startsWith("Ec2:") || call.startsWith("Eks:"));
        }
    }

    @Test
    void a_response_url_that_is_not_slacks_is_refused() {
        JsonNode answer = room.signed(ChatRoom.form(Map.of("command", "/milvus", "text", "plan demo", "user_id", "U1",
                "channel_id", "C1", "trigger_id", "1", "response_url", "https://hooks.slack.com.example.com/x")));

        assertThat(status(answer)).isEqualTo(400);
        nothingHappened();
    }

    @Test
    void what_goes_wrong_is_told_to_who_asked() {
        room.variables.remove("REDKITE_CHAT_USERS");
        room.world.intercept((call, service) -> {
            if (call.toString().equals("Sfn:StartExecution")) {
                throw new IllegalStateException("out of order");
            }
            return service.get();
        });

        JsonNode message = room.says("create demo");

        assertThat(message.path("response_type").asText()).isEqualTo("ephemeral");
        assertThat(message.path("text").asText()).startsWith("That did not work.").contains("out of order");
        assertThat(room.log).singleElement().asString().startsWith("failed: ");
    }

    @Test
    void an_invocation_is_answered_in_plain_text() {
        String text = room.handle("{\"command\":\"create demo\",\"args\":[\"rows=5M\",\"index=HNSW\"],\"requester\":\"ann\"}").path("text").asText();

        assertThat(text).startsWith("demo is being made.").contains("Watch the execution: https://").doesNotContain("*", "<");
        assertThat(room.started()).singleElement().satisfies(execution ->
                assertThat(execution.input().path("requester").asText()).isEqualTo("invocation:ann"));
    }

    @Test
    void an_invocation_can_plan_and_confirms_in_words() {
        room.standing(Json.object().put("name", "demo"), Phase.READY);
        assertThat(room.handle("{\"command\":\"plan demo\"}").path("text").asText()).contains("demo would become:", "Cost: $");

        String question = room.handle("{\"command\":\"delete demo\",\"requester\":\"ann\"}").path("text").asText();
        String agreed = question.substring(question.indexOf("delete demo confirm="));
        assertThat(room.handle(Json.object().put("command", agreed).put("requester", "bob").toString()).path("text").asText())
                .isEqualTo("Only who asked can confirm it.");
        nothingStarted();

        assertThat(room.handle(Json.object().put("command", agreed).put("requester", "ann").toString()).path("text").asText())
                .startsWith("demo is being torn down.");
        assertThat(room.started()).hasSize(1);
    }

    @Test
    void an_invocation_without_a_command_is_a_mistake_of_the_caller() {
        assertThat(room.handle("{\"text\":\"create demo\"}").path("text").asText()).contains("\"command\"");
    }

    /** Jazzer's find: a name of more letters than the parser takes. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"%s\":1}", "{\"command\": \"status\" %s", "[%s"})
    void an_invocation_with_what_cannot_be_read_is_told_so(String payload) {
        assertThat(room.handle(payload.formatted("a".repeat(60_000))).path("text").asText())
                .startsWith("The payload is not JSON: ").hasSizeLessThan(500);
    }

    @Test
    void the_secret_is_in_no_answer_and_in_no_log() {
        room.standing(Json.object().put("name", "demo"), Phase.READY);
        String said = room.says("help").toString() + room.says("delete demo") + room.says("nonsense") + sent("x", now(), "v0=" + "1".repeat(64));

        assertThat(said + room.log).doesNotContain(ChatRoom.SECRET);
    }
}
