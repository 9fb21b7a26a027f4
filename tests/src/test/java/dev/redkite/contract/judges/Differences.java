package dev.redkite.contract.judges;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.stage.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a judge is known to do otherwise than AWS.
 *
 * @param reasons by {@code Class.behaviour}
 */
record Differences(Map<String, String> reasons) {

    static Differences of(String judge) {
        Map<String, String> reasons = new LinkedHashMap<>();
        all().path(judge).properties().forEach(entry -> reasons.put(entry.getKey(), entry.getValue().asText()));
        return new Differences(reasons);
    }

    static JsonNode all() {
        try (InputStream stream = Differences.class.getResourceAsStream("differences.json")) {
            return Json.read(stream, JsonNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<String> find(Class<?> test, String behaviour) {
        return Optional.ofNullable(reasons.get(test.getSimpleName() + "." + behaviour));
    }
}
