package dev.redkite.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What .ci/run says of the judges at its end, and that none of them can pass without having been asked. */
class JudgedTest {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    private Path judged;

    private void wrote(String judge, String file, String... lines) throws IOException {
        Files.write(Files.createDirectories(judged.resolve(judge)).resolve(file), List.of(lines));
    }

    private record Ended(int code, String output) {}

    private static Ended run(Stream<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command.toList()).directory(HOME.toFile()).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output.strip());
    }

    private Ended verdicts(String... judges) throws IOException, InterruptedException {
        return run(Stream.concat(Stream.of(".ci/verdicts", judged.toString()), Arrays.stream(judges)));
    }

    @Test
    void a_judge_has_one_line() throws Exception {
        wrote("moto", "ATest.txt", "agreed: a", "agreed: b", "known difference: c: agreed: it is young", "not judged: d: nobody can");
        wrote("moto", "BTest.txt", "agreed: e");

        assertThat(verdicts("moto"))
                .isEqualTo(new Ended(0, "moto: 4 asked, 3 agreed, 1 known differences, 1 not judged"));
    }

    @Test
    void a_judge_that_was_asked_nothing_fails() throws Exception {
        wrote("moto", "ATest.txt", "agreed: a");

        assertThat(verdicts("moto", "milvus")).isEqualTo(new Ended(1, """
                moto: 1 asked, 1 agreed, 0 known differences, 0 not judged
                milvus: 0 asked, 0 agreed, 0 known differences, 0 not judged (nobody asked it anything, and nothing says why)"""));
    }

    @Test
    void a_judge_that_was_here_and_judged_nothing_fails() throws Exception {
        wrote("moto", "ATest.txt", "not judged: a: no outside implementation runs here");

        assertThat(verdicts("moto").code()).isEqualTo(1);
    }

    @Test
    void a_judge_that_is_not_here_says_why_and_how_much_it_did_not_judge() throws Exception {
        wrote("kubernetes", "ATest.txt", "not judged: a: no control plane", "not judged: b: no control plane");
        wrote("kubernetes", "missing", "there is no Go here");

        assertThat(verdicts("kubernetes")).isEqualTo(
                new Ended(0, "kubernetes: 0 asked, 0 agreed, 0 known differences, 2 not judged (there is no Go here)"));
    }

    @Test
    void a_judge_that_the_tests_know_and_nobody_starts_fails() throws Exception {
        wrote("moto", "ATest.txt", "agreed: a");
        wrote("milvus", "ATest.txt", "not judged: a: REDKITE_MILVUS names none");

        assertThat(run(Stream.of(".ci/verdicts", "--all", judged.toString(), "moto"))).isEqualTo(new Ended(1, """
                moto: 1 asked, 1 agreed, 0 known differences, 0 not judged
                milvus: the tests know it, and nobody starts it or says why not"""));
    }

    @Test
    void a_judge_that_does_not_start_ends_the_run() throws Exception {
        Ended ended = run(Stream.of("bash", "-c", "set -euo pipefail; . .ci/judges; cd " + judged
                + "; trap stop_servers EXIT; mkdir target; server absent 1 bash -c 'echo no port is free'; echo went on"));

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output()).contains("no port is free", "absent does not start").doesNotContain("went on");
    }

    @Test
    void every_judge_of_the_list_can_be_started() throws Exception {
        Ended ended = run(Stream.of("bash", "-c", ". .ci/judges; echo $judges; for judge in $judges; do type -t \"$judge\"; done"));
        List<String> lines = ended.output().lines().toList();
        List<String> judges = List.of(lines.getFirst().split(" "));

        assertThat(judges).contains("kubernetes", "moto");
        assertThat(lines.subList(1, lines.size())).hasSameSizeAs(judges).allMatch("function"::equals);
    }
}
