package dev.redkite.environment;

import dev.redkite.failure.Violation;
import dev.redkite.json.Json;
import java.util.List;

/** Everything wrong with a specification, of its form and of its meaning. */
final class Violating {

    private Violating() {}

    /** @param json with single quotes */
    static List<String> of(String json) {
        SpecificationReader.Reading reading = SpecificationReader.read(Json.parse(json.replace('\'', '"')));
        return reading.and(Planned.refused(reading.specification().orElseThrow())).stream().map(Violation::toString).toList();
    }
}
