package dev.redkite.scenario;

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
 */
record TeardownMisbehaviour(
        String title, String event, Consumer<Sandbox> begin, BiConsumer<Sandbox, String> follow, List<String> said, Duration atMost) {

    TeardownMisbehaviour {
        said = List.copyOf(said);
    }

    static TeardownMisbehaviour of(String title, Consumer<Sandbox> begin) {
        return new TeardownMisbehaviour(title, "01-minimal", begin, (_, _) -> { }, List.of(), Duration.ofMinutes(10));
    }

    /** In an environment whose network was made. */
    TeardownMisbehaviour withMadeNetwork() {
        return new TeardownMisbehaviour(title, "03-new-network", begin, follow, said, atMost);
    }

    TeardownMisbehaviour says(String... parts) {
        return new TeardownMisbehaviour(title, event, begin, follow, List.of(parts), atMost);
    }

    TeardownMisbehaviour within(Duration time) {
        return new TeardownMisbehaviour(title, event, begin, follow, said, time);
    }

    /** What people do who read it. */
    TeardownMisbehaviour followed(BiConsumer<Sandbox, String> move) {
        return new TeardownMisbehaviour(title, event, begin, move, said, atMost);
    }

    @Override
    public String toString() {
        return title;
    }
}
