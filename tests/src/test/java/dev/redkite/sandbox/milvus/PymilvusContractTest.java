package dev.redkite.sandbox.milvus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.contract.Judged;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;

/** Milvus' own clients; REDKITE_MILVUS_PYTHONS is a directory with a Python for each, of the name pymilvus-VERSION. */
class PymilvusContractTest {

    private static final Judged JUDGED = new Judged("milvus", PymilvusContractTest.class);
    private static final Path JUDGES = Path.of("judges");

    /** Recorded by the same script from a server of 2.2.13; RealMilvusContractTest sees that it shows them still. */
    @Test
    void the_oldest_client_sees_of_the_fake_what_it_sees_of_a_real_server() {
        judge("2.2.13", "2.2.13", "milvus_steps.py", "milvus_steps-2.2.13.jsonl");
    }

    /** What it should see, all but two steps are as milvus-lite shows them, which somebody else wrote (docs/decisions/0023). */
    @ParameterizedTest
    @ValueSource(strings = {"2.6.17", "3.0.2"})
    void newer_clients_take_their_first_steps(String client) {
        judge(client, "2.6.15", "milvus_client_steps.py", "milvus_client_steps.jsonl");
    }

    private static void judge(String client, String server, String script, String expected) {
        Path python = python(client);
        try (FakeMilvus milvus = FakeMilvus.start(server)) {
            List<String> wanted = Files.readAllLines(JUDGES.resolve(expected));
            Process steps = new ProcessBuilder(python.toString(), JUDGES.resolve(script).toString(), String.valueOf(milvus.port()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            List<String> seen = new String(steps.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();

            assertThat(seen).isEqualTo(wanted);
            wanted.forEach(step -> JUDGED.agreed("pymilvus %s on the fake: %s".formatted(client, step)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path python(String client) {
        String directory = System.getenv("REDKITE_MILVUS_PYTHONS");
        String reason = directory == null
                ? "REDKITE_MILVUS_PYTHONS names no client"
                : "there is no pymilvus-%s in %s".formatted(client, directory);
        if (directory == null || !Files.isExecutable(Path.of(directory, "pymilvus-" + client, "bin", "python"))) {
            JUDGED.notJudged("pymilvus %s on the fake".formatted(client), reason);
            throw new TestAbortedException("not judged: " + reason);
        }
        return Path.of(directory, "pymilvus-" + client, "bin", "python");
    }
}
