package dev.redkite.contract.judges;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
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
        return new Differences(texts(all().path(judge)));
    }

    static JsonNode all() {
        return read("differences.json");
    }

    /** What no behaviour is brought before anybody of, with the reason. */
    static Map<String, String> unjudged() {
        return texts(read("unjudged.json"));
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    private static JsonNode read(String file) {
        try (InputStream stream = Differences.class.getResourceAsStream(file)) {
            return Json.read(stream, JsonNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<String> find(Class<?> test, String behaviour) {
        return Optional.ofNullable(reasons.get(test.getSimpleName() + "." + behaviour));
    }
}
