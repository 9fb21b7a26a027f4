package dev.redkite.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DurationsTest {

    static Stream<JsonNode> rows() throws IOException {
        try (InputStream stream = Durations.class.getResourceAsStream("/dev/redkite/sandbox/durations.json")) {
            JsonNode table = Json.read(stream, JsonNode.class);
            return Stream.concat(table.path("create").valueStream(), table.path("delete").valueStream()).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void says_where_each_is_from_read_given_by_settings_or_guessed(JsonNode row) {
        assertThat(row.path("source").asText()).matches("guessed.*|(read|by settings): .*https://.*");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void what_is_typical_lies_between_low_and_high(JsonNode row) {
        assertThat(row.path("typical").asInt()).isBetween(row.path("low").asInt(), row.path("high").asInt());
    }
}
