package dev.redkite.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.sandbox.slack.Blocks;
import dev.redkite.slack.Message.Choice;
import dev.redkite.slack.Message.Figures;
import dev.redkite.slack.Message.Link;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever is to be said, Slack takes it: the fake that judges it was written from Slack's documentation alone. */
class BlockKitTest {

    private static JsonNode taken(Message message) {
        JsonNode json = BlockKit.of(message);
        assertThat(Blocks.errors(json)).isEmpty();
        return json;
    }

    @Test
    void a_text_is_a_section_and_the_headline_stands_for_all() {
        JsonNode json = taken(Message.toEverybody("*demo* is ready."));

        assertThat(json.toString()).isEqualTo("{\"text\":\"*demo* is ready.\",\"blocks\":[{\"type\":\"section\",\"text\":"
                + "{\"type\":\"mrkdwn\",\"text\":\"*demo* is ready.\",\"verbatim\":true}}]}");
    }

    @Test
    void the_characters_of_markup_are_escaped_wherever_they_come() {
        JsonNode json = taken(Message.toOne("<!here> & co").figures("<b>", "a > b").and(new Link("x|<y>", "https://a.example/?q=1&r=<2>|3")));

        assertThat(json.path("text").asText()).isEqualTo("&lt;!here&gt; &amp; co");
        assertThat(json.at("/blocks/1/fields/0/text").asText()).isEqualTo("*&lt;b&gt;*\na &gt; b");
        assertThat(json.at("/blocks/2/text/text").asText()).isEqualTo("<https://a.example/?q=1&amp;r=&lt;2&gt;%7C3|x|&lt;y&gt;>");
    }

    @Test
    void a_long_text_becomes_several_sections_and_says_what_it_left_out() {
        String line = "x".repeat(99) + "\n";

        assertThat(taken(Message.toOne("short").and(line.repeat(60))).path("blocks")).hasSize(3);
        assertThat(taken(Message.toOne("short").and(line.repeat(2_000))).at("/blocks/4/text/text").asText()).matches("… and [0-9,]+ characters more");
    }

    @Test
    void what_is_cut_is_never_cut_within_an_escaped_character() {
        JsonNode json = taken(Message.toOne("short").and("&".repeat(2_000)));

        json.path("blocks").forEach(block -> assertThat(block.at("/text/text").asText().replace("&amp;", "")).doesNotContain("&"));
    }

    @Test
    void many_figures_become_several_blocks_and_many_blocks_end_with_a_word() {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < 25; i++) {
            values.put("label " + i, "v".repeat(3_000));
        }
        assertThat(taken(Message.toOne("short").and(new Figures(values))).path("blocks")).hasSize(4);

        Message message = Message.toOne("short");
        for (int i = 0; i < 80; i++) {
            message = message.and("line " + i);
        }
        assertThat(taken(message).at("/blocks/49/text/text").asText()).isEqualTo("… and more");
    }

    @Test
    void figures_without_a_value_are_left_out() {
        assertThat(taken(Message.toOne("short").figures("a", "", "b", null)).path("blocks")).hasSize(1);
    }

    @Test
    void a_choice_is_two_buttons_of_which_one_holds_the_token() {
        JsonNode json = taken(Message.toOne("Sure?").and(new Choice("Tear down " + "x".repeat(80), "t".repeat(2_000), "delete demo")));

        assertThat(json.at("/blocks/1/elements/0/value").asText()).hasSize(2_000);
        assertThat(json.at("/blocks/1/elements/1/action_id").asText()).isEqualTo("cancel");
        assertThatThrownBy(() -> BlockKit.of(Message.toOne("Sure?").and(new Choice("Yes", "t".repeat(2_001), ""))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
