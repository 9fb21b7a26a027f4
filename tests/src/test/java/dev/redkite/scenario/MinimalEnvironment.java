package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The environment of events/01-minimal.json, called demo, in a sandbox of its own, from before it is made until nothing is left of it. */
final class MinimalEnvironment implements AutoCloseable {

    private final ObjectNode event = Events.read("01-minimal");
    private final Sandbox sandbox = Sandbox.open(TestSettings.of(event));
    private final Map<String, Map<String, String>> before = sandbox.world().inventory();
    private int requests;

    Sandbox sandbox() {
        return sandbox;
    }

    /** Asks for it, for the first time or again, and it comes up. */
    Outcome made() {
        Outcome outcome = provision();
        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
        return outcome;
    }

    /** Asks for it, however that comes out. */
    Outcome provision() {
        return sandbox.deliver(Events.again(event, ++requests));
    }

    /** Asks for its end, data and all, however that comes out. */
    Outcome teardown() {
        return sandbox.deliver(Events.again(Events.teardown("demo"), ++requests));
    }

    /** Its end took place, and the account is what it was before. */
    void isRemoved(Outcome teardown) {
        assertThat(teardown.phase()).as(teardown.message()).isEqualTo("REMOVED");
        assertThat(sandbox.world().inventory()).isEqualTo(before);
    }

    /** What stands now and did not before. */
    Set<String> left() {
        Set<String> left = new TreeSet<>(sandbox.world().inventory().keySet());
        left.removeAll(before.keySet());
        return left;
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
