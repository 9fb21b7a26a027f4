package dev.redkite.contract.judges;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JourneyTest {

    private static Journey with(String output) {
        return new Journey("SUCCEEDED", Journey.byValue(Json.parse(output)), Map.of("", List.of("Admission")), Map.of());
    }

    @Test
    void numbers_are_compared_by_what_they_are_and_not_by_how_they_are_written() {
        assertThat(with("{\"recall\": 1.0, \"lines\": [{\"count\": 3.0}, 1e3]}"))
                .isEqualTo(with("{\"recall\": 1, \"lines\": [{\"count\": 3}, 1000]}"));
    }

    @Test
    void another_output_is_another_journey() {
        assertThat(with("{\"phase\": \"READY\"}")).isNotEqualTo(with("{\"phase\": \"FAILED\"}"));
        assertThat(with("{\"recall\": 1.0}")).isNotEqualTo(with("{\"recall\": 0.9}"));
        assertThat(with("{\"recall\": 1}")).isNotEqualTo(with("{\"recall\": \"1\"}"));
    }
}
