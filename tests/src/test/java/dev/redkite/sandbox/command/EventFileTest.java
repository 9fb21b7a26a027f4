package dev.redkite.sandbox.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.failure.InvalidRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventFileTest {

    @TempDir
    private Path folder;

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("file.json"), content);
    }

    @Test
    void an_event_is_taken_as_it_is() throws IOException {
        JsonNode event = EventFile.read(file("{\"detail-type\":\"Provision Requested\",\"detail\":{}}"));

        assertThat(event.path("detail-type").asText()).isEqualTo("Provision Requested");
    }

    @Test
    void a_bare_specification_becomes_a_request_for_it() throws IOException {
        JsonNode event = EventFile.read(file("{\"name\":\"demo\",\"region\":\"eu-west-1\"}"));

        assertThat(event.path("source").asText()).isEqualTo("redkite.request");
        assertThat(event.path("region").asText()).isEqualTo("eu-west-1");
        assertThat(event.path("detail").path("specification").path("name").asText()).isEqualTo("demo");
    }

    @Test
    void a_missing_file_is_named() {
        assertThatThrownBy(() -> EventFile.read(folder.resolve("nothing.json")))
                .isInstanceOf(InvalidRequest.class).hasMessageContaining("nothing.json does not exist");
    }

    @Test
    void what_is_not_json_is_said_to_be_so() throws IOException {
        Path file = file("name: demo");

        assertThatThrownBy(() -> EventFile.read(file)).isInstanceOf(InvalidRequest.class).hasMessageContaining("not JSON");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "fffe7b007d00 | not UTF-8 but UTF-16, as Notepad and older PowerShells write it; save it as UTF-8",
        "7b007d00 | not UTF-8 but UTF-16, as Notepad and older PowerShells write it; save it as UTF-8",
        "efbbbf7b7d | not JSON: line 1, column 1: it begins with a byte order mark; save it as UTF-8 without one",
        "7b0a226e616d65223a2264e9227d | not UTF-8: line 2 holds the byte 0xE9, perhaps of Latin-1; save it as UTF-8",
        "`` | not JSON: it is empty",
    })
    void a_file_in_another_encoding_is_told_by_its_name(String bytes, String why) throws IOException {
        Path file = Files.write(folder.resolve("file.json"), HexFormat.of().parseHex(bytes));

        assertThatThrownBy(() -> EventFile.read(file)).isInstanceOf(InvalidRequest.class).hasMessage(file + " is " + why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "[] | holds [], where an event or a specification is wanted",
        "{'detail-type':'Provision Requested'} | $.detail: is missing; an event carries an object there, such as {'specification':{'name':'demo'}}",
        "{'detail-type':'Teardown Requested','detail':'demo'} | $.detail: is 'demo'; an event carries an object there, such as {'environment':'demo'}",
        "{'detail-type':'Provision Requested','detail':{},'account':'12'} | $.account: '12' is no account number, which has 12 digits",
        "{'detail-type':'Provision Requested','detail':{},'time':'now'} | $.time: 'now' is no time such as 2026-11-24T09:00:00Z",
    })
    void what_is_no_event_is_told_by_file_and_member(String content, String why) throws IOException {
        Path file = file(content.replace('\'', '"'));

        assertThatThrownBy(() -> EventFile.read(file)).isInstanceOf(InvalidRequest.class)
                .message().startsWith(file.toString()).contains(why.replace('\'', '"'));
    }

    @Test
    void an_event_that_somebody_wrote_by_hand_gets_the_rest_of_its_envelope() throws IOException {
        JsonNode event = EventFile.read(file("{\"detail-type\":\"Teardown Requested\",\"source\":\"mine\",\"detail\":{\"environment\":\"demo\"}}"));

        assertThat(event.path("id").asText()).isNotEmpty();
        assertThat(event.path("source").asText()).isEqualTo("mine");
        assertThat(event.at("/detail/environment").asText()).isEqualTo("demo");
    }

    @Test
    void a_member_given_twice_is_refused() throws IOException {
        Path file = file("{\"name\":\"demo\",\"name\":\"other\"}");

        assertThatThrownBy(() -> EventFile.read(file)).isInstanceOf(InvalidRequest.class).hasMessageContaining("Duplicate field 'name'");
    }
}
