package dev.redkite.trigger.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.sandbox.slack.Blocks;
import dev.redkite.sandbox.slack.FakeSlack.Post;
import dev.redkite.trigger.chat.Confirmations.Confirmation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nothing is lost before who asked has agreed, to just that, within five minutes, and once. */
class ConfirmationTest {

    private final ChatRoom room = new ChatRoom();

    @BeforeEach
    void an_environment_stands() {
        room.standing(Json.object().put("name", "demo"), Phase.READY);
    }

    private ObjectNode agreeing(String text) {
        JsonNode message = room.says(text);
        assertThat(message.path("response_type").asText()).isEqualTo("ephemeral");
        assertThat(Blocks.errors(message)).isEmpty();
        assertThat(room.started()).isEmpty();
        return (ObjectNode) message.at("/blocks/1/elements/0");
    }

    private Post last() {
        return room.posts().getLast();
    }

    @Test
    void a_question_says_what_will_be_lost() {
        assertThat(room.says("delete demo").path("text").asText())
                .contains("Tear down *demo*?", "Milvus 2.6.15 with its collections", "Kafka brokers", " stays.");
        assertThat(room.says("delete demo data=true").path("text").asText()).contains("with *all data*").doesNotContain("stays");
    }

    @Test
    void who_asked_agrees_and_the_channel_hears_of_it() {
        room.presses("U1", agreeing("delete demo data=true"));

        assertThat(room.started()).singleElement().satisfies(execution -> {
            assertThat(execution.machine().name()).isEqualTo("redkite-teardown");
            assertThat(execution.input().toString()).isEqualTo("{\"environment\":\"demo\",\"removeData\":true,\"requester\":\"slack:U1\"}");
        });
        assertThat(room.posts()).hasSize(2);
        assertThat(room.posts().getFirst().message().path("replace_original").asBoolean()).isTrue();
        assertThat(last().message().path("response_type").asText()).isEqualTo("in_channel");
        assertThat(last().text()).isEqualTo("*demo* is being torn down.");
    }

    @Test
    void recreate_makes_it_otherwise_when_that_was_said() {
        room.presses("U1", agreeing("recreate demo rows=7"));

        assertThat(room.started()).singleElement().satisfies(execution -> {
            assertThat(execution.machine().name()).isEqualTo("redkite-recreate");
            assertThat(execution.input().at("/specification").toString()).isEqualTo("{\"name\":\"demo\",\"workload\":{\"rows\":7}}");
        });
    }

    @Test
    void recreate_alone_leaves_the_specification_to_the_registry() {
        room.presses("U1", agreeing("recreate demo"));

        assertThat(room.started()).singleElement().satisfies(execution -> assertThat(execution.input().has("specification")).isFalse());
    }

    @Test
    void somebody_else_cannot_agree() {
        room.presses("U2", agreeing("delete demo"));

        assertThat(room.started()).isEmpty();
        assertThat(last().text()).isEqualTo("Only who asked can confirm it.");
    }

    @Test
    void after_five_minutes_nobody_can() {
        ObjectNode button = agreeing("delete demo");
        room.world.clock().advance(Duration.ofMinutes(5));

        room.presses("U1", button);

        assertThat(room.started()).isEmpty();
        assertThat(last().text()).startsWith("This question is older than five minutes.");
    }

    @Test
    void agreeing_twice_starts_once_also_when_the_first_has_ended() {
        ObjectNode button = agreeing("delete demo");
        room.presses("U1", button);
        room.presses("U1", button);
        room.world.clock().advance(Duration.ofSeconds(90));
        room.presses("U1", button);

        assertThat(room.started()).hasSize(1);
        assertThat(last().text()).isEqualTo("This was confirmed before; nothing more was started.");
    }

    @Test
    void the_same_question_again_is_another_question() {
        room.presses("U1", agreeing("delete demo"));
        JsonNode again = room.says("delete demo").at("/blocks/1/elements/0");
        room.presses("U1", again);

        assertThat(room.started()).hasSize(2);
    }

    @Test
    void a_token_that_was_changed_does_not_count() {
        ObjectNode button = agreeing("delete demo");
        String[] parts = button.path("value").asText().split("\\.");
        String content = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8)
                .replace("\"removesData\":false", "\"removesData\":true");
        assertThat(content).contains("\"removesData\":true");
        String forged = Base64.getUrlEncoder().withoutPadding().encodeToString(content.getBytes(StandardCharsets.UTF_8)) + "." + parts[1];

        for (String token : new String[] {forged, "", ".", "x.y", parts[0], parts[0] + ".", "%%%.%%%"}) {
            room.presses("U1", button.deepCopy().put("value", token));
            assertThat(last().text()).startsWith("This confirmation is not one of Redkite's.");
        }
        assertThat(room.started()).isEmpty();
    }

    @Test
    void cancel_does_nothing() {
        agreeing("delete demo");

        room.presses("U1", Json.object().put("action_id", "cancel"));

        assertThat(room.started()).isEmpty();
        assertThat(last().text()).isEqualTo("Cancelled; nothing was done.");
    }

    @Test
    void who_was_removed_from_the_users_cannot_agree_any_more() {
        ObjectNode button = agreeing("delete demo");
        room.variables.put("REDKITE_CHAT_USERS", "U9");
        room.restart();

        room.presses("U1", button);

        assertThat(room.started()).isEmpty();
        assertThat(last().text()).startsWith("You may not do that here.");
    }

    @Test
    void a_protected_environment_is_not_even_asked_about() {
        ChatRoom other = new ChatRoom();
        other.standing(Json.object().put("name", "demo").put("protected", true), Phase.READY);

        assertThat(other.says("delete demo").path("text").asText()).startsWith("*demo* is protected.");
    }

    @Test
    void what_is_gone_cannot_be_deleted_but_made_again() {
        ChatRoom other = new ChatRoom();
        other.standing(Json.object().put("name", "demo"), Phase.REMOVED);

        assertThat(other.says("delete demo").path("text").asText()).isEqualTo("*demo* is gone already.");
        assertThat(other.says("recreate demo").path("text").asText()).startsWith("Tear down and make again *demo*?");
    }

    @Test
    void what_a_button_cannot_hold_is_said_so() {
        String many = "x".repeat(1_500);

        assertThat(room.says("recreate demo tags.a=" + many).path("text").asText()).startsWith("That is more than a confirmation can hold.");
    }

    @Test
    void slacks_signature_is_no_confirmation_and_the_other_way_round() {
        byte[] secret = ChatRoom.bytes(ChatRoom.SECRET);
        String content = new String(Json.bytes(new Confirmation("slack:U1", "demo", null, true, null, null, null, Long.MAX_VALUE, "k")), StandardCharsets.UTF_8);
        String signed = Signature.of("1", ChatRoom.bytes(content), secret).substring(3);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(ChatRoom.bytes(content)) + "." + Base64.getUrlEncoder()
                .withoutPadding().encodeToString(HexFormat.of().parseHex(signed));

        room.presses("U1", agreeing("delete demo").put("value", token));

        assertThat(last().text()).startsWith("This confirmation is not one of Redkite's.");
    }
}
