package dev.redkite.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a text that is not JSON: where, why, and what to do. */
class JsonTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{~ \"name\": \"demo\",~} | line 3, column 1: a comma stands before the closing }; take it out",
        "{\"zones\":[\"a\",]} | line 1, column 15: a comma stands before the closing ]; take it out",
        "{~  // mine~ \"name\": \"demo\"} | line 2, column 3: a comment begins here, and JSON has none; take it out",
        "{\"name\": \"demo\" /* mine */} | line 1, column 17: a comment begins here, and JSON has none; take it out",
        "# mine~{} | line 1, column 1: a comment begins here, and JSON has none; take it out",
        "name: demo | line 1, column 1: no object begins here; Redkite takes JSON such as {\"name\":\"demo\"}, and no YAML",
        "---~name: demo | line 1, column 2: no object begins here; Redkite takes JSON such as {\"name\":\"demo\"}, and no YAML",
        "{'name':'demo'} | line 1, column 2: names and texts stand between double quotation marks, not single ones",
        "{\"name\": | line 1, column 9: it ends before every brace, bracket and quotation mark is closed",
        "[\"a\", | line 1, column 6: it ends before every brace, bracket and quotation mark is closed",
        "{\"name\":\"a\" \"region\":\"b\"} | line 1, column 13: Unexpected character ('\"'): was expecting comma to separate Object entries",
        "{\"name\":\"demo\"} {} | something follows where the document has ended",
    })
    void a_text_that_is_not_json_is_told_where_and_why(String text, String why) {
        assertThatThrownBy(() -> Json.parse(text.replace('~', '\n')))
                .isInstanceOf(IllegalArgumentException.class).message().startsWith("not JSON: ").endsWith(why);
    }

    @ParameterizedTest
    @CsvSource({"''", "' '"})
    void an_empty_text_is_no_document(String text) {
        assertThatThrownBy(() -> Json.parse(text)).hasMessage("not JSON: it is empty");
    }

    @Test
    void a_byte_order_mark_is_named_and_not_repeated() {
        assertThatThrownBy(() -> Json.parse("\ufeff{}"))
                .hasMessage("not JSON: line 1, column 1: it begins with a byte order mark; save it as UTF-8 without one");
    }

    @Test
    void what_is_json_is_read() {
        assertThat(Json.parse(" {\"name\": [1, \"#\", \"//\"]}\n").path("name")).hasSize(3);
    }

    @Test
    void a_document_that_is_nested_too_deeply_is_told_so_and_not_repeated() {
        assertThatThrownBy(() -> Json.parse("[".repeat(1_500)))
                .hasMessage("not JSON: it is nested too deeply, or has a number, a name or a text that is too long");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"a\":{\"b\":1}} | {\"a\":{\"c\":2}}  | {\"a\":{\"b\":1,\"c\":2}}",
        "{\"a\":{\"b\":1}} | {\"a\":{\"b\":2}}  | {\"a\":{\"b\":2}}",
        "{\"a\":{\"b\":1}} | {\"a\":3}          | {\"a\":3}",
        "{\"a\":3}           | {\"a\":{\"b\":1}} | {\"a\":{\"b\":1}}",
        "{\"a\":[1,2]}       | {\"a\":[3]}         | {\"a\":[3]}",
        "{\"a\":1}           | {\"b\":2}           | {\"a\":1,\"b\":2}",
    })
    void objects_are_merged_at_every_depth_and_everything_else_is_replaced(String onto, String added, String merged) {
        ObjectNode document = (ObjectNode) Json.parse(onto);

        Json.merge(document, Json.parse(added));

        assertThat(document).isEqualTo(Json.parse(merged));
    }

    @Test
    void what_is_merged_is_a_copy_that_later_changes_do_not_reach() {
        ObjectNode document = Json.object();
        ObjectNode added = (ObjectNode) Json.parse("{\"a\":{\"b\":1}}");

        Json.merge(document, added);
        added.withObject("/a").put("b", 2);

        assertThat(document).hasToString("{\"a\":{\"b\":1}}");
    }

    private record Kite(String name, Instant flown, String owner) {}

    private static final Kite KITE = new Kite("red", Instant.parse("2026-11-24T09:00:00Z"), null);

    @Test
    void a_record_is_written_without_what_is_null_and_with_times_as_people_write_them() {
        assertThat(Json.text(KITE)).isEqualTo("{\"flown\":\"2026-11-24T09:00:00Z\",\"name\":\"red\"}");
        assertThat(Json.bytes(KITE)).isEqualTo(Json.text(KITE).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_record_is_written_for_people_line_by_line() {
        assertThat(Json.pretty(KITE).lines()).containsExactly("{", "  \"flown\" : \"2026-11-24T09:00:00Z\",", "  \"name\" : \"red\"", "}");
    }
}
