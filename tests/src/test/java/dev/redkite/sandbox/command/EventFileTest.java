package dev.redkite.sandbox.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.failure.InvalidRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void a_member_given_twice_is_refused() throws IOException {
        Path file = file("{\"name\":\"demo\",\"name\":\"other\"}");

        assertThatThrownBy(() -> EventFile.read(file)).isInstanceOf(InvalidRequest.class).hasMessageContaining("Duplicate field 'name'");
    }
}
