package dev.redkite.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The events of events/, as they are and in variations. */
public final class Events {

    private static final Path DIRECTORY = Path.of("..", "events");

    private Events() {}

    public static ObjectNode read(String name) {
        try {
            return (ObjectNode) Json.parse(Files.readString(DIRECTORY.resolve(name + ".json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** 01-minimal, whose Milvus lets everybody in. */
    static ObjectNode withoutLogin() {
        ObjectNode event = read("01-minimal");
        specification(event).withObject("/milvus").put("authentication", false);
        return event;
    }

    /** The same request in an event of its own. */
    static ObjectNode again(JsonNode event, int time) {
        ObjectNode copy = event.deepCopy();
        return copy.put("id", "%s-again-%d".formatted(event.path("id").asText(), time));
    }

    /** The specification in it, to be changed in place. */
    static ObjectNode specification(ObjectNode event) {
        return event.withObject("/detail/specification");
    }

    /** A request to remove an environment and its data. */
    static ObjectNode teardown(String environment) {
        ObjectNode event = read("11-teardown-remove-data");
        event.withObject("/detail").put("environment", environment);
        return event;
    }

    /** A request to make an environment again with what Milvus held. */
    static ObjectNode recreateKeeping(String environment) {
        ObjectNode event = recreate(environment);
        event.put("id", event.path("id").asText() + "-keeping").withObject("/detail").remove("keepData");
        return event;
    }

    /** A request to make an environment again from nothing. */
    static ObjectNode recreate(String environment) {
        ObjectNode event = read("12-recreate");
        event.withObject("/detail").put("environment", environment);
        return event;
    }

    /** A request to stop what costs by the hour, and to keep everything. */
    static ObjectNode pause(String environment) {
        ObjectNode event = read("15-pause");
        event.withObject("/detail").put("environment", environment);
        return event;
    }

    static ObjectNode backup(String environment) {
        ObjectNode event = read("17-backup");
        event.putObject("detail").put("environment", environment).put("name", "first");
        return event;
    }

    /** A request to have the newest backup back in place of what stands. */
    static ObjectNode overwritingRestore(String environment) {
        ObjectNode event = read("18-restore");
        event.putObject("detail").put("environment", environment).put("overwrite", true);
        return event;
    }

    static ObjectNode resume(String environment) {
        ObjectNode event = read("16-resume");
        event.withObject("/detail").put("environment", environment);
        return event;
    }
}
