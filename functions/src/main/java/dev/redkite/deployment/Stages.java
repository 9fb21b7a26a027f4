package dev.redkite.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What stages.json says of the machines: it is what statemachine/ is written from. */
public final class Stages {

    public static final JsonNode TABLE = Json.read(Stages.class.getResourceAsStream("stages.json"), JsonNode.class);

    private Stages() {}

    /** Every stage of the operation's machine, in its order, but for its failure path. */
    public static List<String> names(Operation operation) {
        return List.copyOf(entries(operation).keySet());
    }

    /** Whether only some requests need it. */
    public static boolean seldom(Operation operation, String stage) {
        return Objects.requireNonNull(entries(operation).get(stage), stage).path("seldom").asBoolean();
    }

    /** How long the stage usually takes. */
    public static long typicalSeconds(Operation operation, String stage) {
        JsonNode entry = Objects.requireNonNull(entries(operation).get(stage), stage);
        return entry.has("machine") && !entry.has("typicalSeconds")
                ? typicalSeconds(Operation.valueOf(stage.toLowerCase(Locale.ROOT))) : entry.path("typicalSeconds").asLong();
    }

    /** How long the whole machine usually takes. */
    public static long typicalSeconds(Operation operation) {
        return machine(operation).path("typicalSeconds").asLong();
    }

    /** Whether nothing of what the machine is for has begun while that stage is not done: whatever fails there leaves all as it was. */
    public static boolean precedesChanges(Operation operation, String stage) {
        return Optional.ofNullable(entries(operation).get(stage)).map(entry -> entry.path("refuses").asText().equals("States.ALL")).orElse(false);
    }

    /** What people do about a stage that is not done when its ceiling is reached. */
    public static Optional<String> findAdvice(Operation operation, String stage) {
        return Optional.ofNullable(entries(operation).get(stage)).map(entry -> entry.path("atCeiling").textValue());
    }

    /** What people are told besides when that stage fails. */
    public static Optional<String> findMeanwhile(Operation operation, String stage) {
        return Optional.ofNullable(entries(operation).get(stage)).map(entry -> entry.path("meanwhile").textValue());
    }

    private static JsonNode machine(Operation operation) {
        return TABLE.path("machines").path(operation.name());
    }

    private static Map<String, JsonNode> entries(Operation operation) {
        Map<String, JsonNode> entries = new LinkedHashMap<>();
        within(machine(operation).path("states")).forEach(state -> Stream.of("step", "stage", "machine").filter(state::has)
                .forEach(kind -> entries.put(state.path(kind).asText(), state)));
        return entries;
    }

    private static Stream<JsonNode> within(JsonNode states) {
        return states.valueStream().flatMap(state ->
                Stream.concat(Stream.of(state), state.path("branches").valueStream().flatMap(Stages::within)));
    }
}
