package dev.redkite.sandbox.milvus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Milvus' own client of the oldest version; REDKITE_PYMILVUS is a Python that has pymilvus 2.2.13. */
@EnabledIfEnvironmentVariable(named = "REDKITE_PYMILVUS", matches = ".+")
class PymilvusContractTest {

    private static final Path JUDGES = Path.of("judges");

    /** Recorded by the same script from a server of 2.2.13 (PyPI's milvus 2.2.13.post3). */
    @Test
    void sees_of_the_fake_what_it_sees_of_a_real_server() throws IOException {
        List<String> real = Files.readAllLines(JUDGES.resolve("milvus_steps-2.2.13.jsonl"));
        try (FakeMilvus milvus = FakeMilvus.start("2.2.13")) {
            Process steps = new ProcessBuilder(System.getenv("REDKITE_PYMILVUS"),
                    JUDGES.resolve("milvus_steps.py").toString(), String.valueOf(milvus.port()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            List<String> seen = new String(steps.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();

            assertThat(seen).isEqualTo(real);
        }
    }
}
