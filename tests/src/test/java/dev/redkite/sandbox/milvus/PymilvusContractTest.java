package dev.redkite.sandbox.milvus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.contract.Judged;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** Milvus' own client of the oldest version; REDKITE_MILVUS_PYTHONS is a directory with a Python that has pymilvus 2.2.13. */
class PymilvusContractTest {

    private static final Judged JUDGED = new Judged("milvus", PymilvusContractTest.class);
    private static final Path JUDGES = Path.of("judges");

    /** Recorded by the same script from a server of 2.2.13; RealMilvusContractTest sees that it shows them still. */
    @Test
    void sees_of_the_fake_what_it_sees_of_a_real_server() throws IOException {
        List<String> real = Files.readAllLines(JUDGES.resolve("milvus_steps-2.2.13.jsonl"));
        String directory = System.getenv("REDKITE_MILVUS_PYTHONS");
        if (directory == null) {
            JUDGED.notJudged("pymilvus 2.2.13's steps on the fake", "REDKITE_MILVUS_PYTHONS names no client");
            throw new TestAbortedException("not judged: REDKITE_MILVUS_PYTHONS names no client");
        }
        try (FakeMilvus milvus = FakeMilvus.start("2.2.13")) {
            Process steps = new ProcessBuilder(Path.of(directory, "pymilvus-2.2.13", "bin", "python").toString(),
                    JUDGES.resolve("milvus_steps.py").toString(), String.valueOf(milvus.port()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            List<String> seen = new String(steps.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();

            assertThat(seen).isEqualTo(real);
        }
        real.forEach(step -> JUDGED.agreed("pymilvus 2.2.13 on the fake: " + step));
    }
}
