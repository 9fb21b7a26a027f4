package dev.redkite.sandbox.milvus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.contract.Judged;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.scenario.Events;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Milvus' oldest client wrote its newest reads, after all that may happen to an environment between the two. */
class PymilvusLifeTest {

    private static final Judged JUDGED = new Judged("milvus", PymilvusLifeTest.class);
    private static final String CLUSTER = "redkite-reference";

    private static List<String> rows(Path python, Sandbox sandbox, String verb) throws IOException {
        Process client = new ProcessBuilder(python.toString(), Path.of("judges", "milvus_rows.py").toString(),
                String.valueOf(sandbox.clusters().milvus(CLUSTER).port()), verb).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void rows_outlive_a_pause_a_backup_and_a_recreate_with_a_newer_milvus() throws IOException {
        Path oldest = PymilvusContractTest.python("2.2.13");
        Path newest = PymilvusContractTest.python("2.6.17");
        ObjectNode reference = Events.read("02-reference");
        try (Sandbox sandbox = Sandbox.open(TestSettings.overSockets(reference))) {
            delivered(sandbox, reference, "READY");
            assertThat(rows(oldest, sandbox, "write")).isEmpty();
            delivered(sandbox, Events.read("15-pause"), "PAUSED");
            delivered(sandbox, Events.read("16-resume"), "READY");
            delivered(sandbox, Events.read("17-backup"), "READY");
            delivered(sandbox, Events.read("19-upgrade-2.2-to-2.6"), "READY");

            List<String> read = rows(newest, sandbox, "read");

            assertThat(read).containsExactly("[\"collections\", [\"kept\"]]", "[\"every row once\", true]",
                    "[\"found by their own vectors\", [0, 50, 100, 150, 200, 250, 300, 350, 400, 450]]", "[\"loaded\", \"Loaded\"]");
            read.forEach(figure -> JUDGED.agreed("pymilvus 2.6.17 on what 2.2.13 wrote: " + figure));
        }
    }

    private static void delivered(Sandbox sandbox, ObjectNode event, String phase) {
        Outcome outcome = sandbox.deliver(event);
        assertThat(outcome.phase()).as(outcome.message()).isEqualTo(phase);
    }
}
