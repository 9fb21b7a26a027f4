package dev.redkite.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
}
