package dev.redkite.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.sandbox.Sandbox;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What refuses to be taken away, and what people are to read then.
 *
 * @param title  what is wrong, as a row of docs/failures-of-teardowns.md
 * @param event  file below events/ whose environment meets it
 * @param begin  makes the services refuse, once the environment is ready
 * @param follow does what the message says, and nothing else
 * @param said   resource, the service's own words, next move: each has to be in the message
 * @param atMost virtual time until people are told, which follows from the machine's paces and ceilings
 * @param keeps  whether what Milvus holds is kept
 */
record TeardownMisbehaviour(
        String title, String event, Consumer<Sandbox> begin, BiConsumer<Sandbox, String> follow, List<String> said, Duration atMost, boolean keeps) {

    TeardownMisbehaviour {
        said = List.copyOf(said);
    }

    static TeardownMisbehaviour of(String title, Consumer<Sandbox> begin) {
        return new TeardownMisbehaviour(title, "01-minimal", begin, (_, _) -> { }, List.of(), Duration.ofMinutes(10), false);
    }

    /** What Milvus holds is to come back. */
    TeardownMisbehaviour keepingData() {
        return new TeardownMisbehaviour(title, event, begin, follow, said, atMost, true);
    }

    /** In an environment whose network was made. */
    TeardownMisbehaviour withMadeNetwork() {
        return new TeardownMisbehaviour(title, "03-new-network", begin, follow, said, atMost, keeps);
    }

    TeardownMisbehaviour says(String... parts) {
        return new TeardownMisbehaviour(title, event, begin, follow, List.of(parts), atMost, keeps);
    }

    TeardownMisbehaviour within(Duration time) {
        return new TeardownMisbehaviour(title, event, begin, follow, said, time, keeps);
    }

    /** What people do who read it. */
    TeardownMisbehaviour followed(BiConsumer<Sandbox, String> move) {
        return new TeardownMisbehaviour(title, event, begin, move, said, atMost, keeps);
    }

    ObjectNode request() {
        ObjectNode request = Events.teardown("demo");
        if (keeps) {
            request.putObject("detail").put("environment", "demo").put("keepData", true);
        }
        return request;
    }

    @Override
    public String toString() {
        return title;
    }
}
