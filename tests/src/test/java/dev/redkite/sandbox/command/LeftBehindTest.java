package dev.redkite.sandbox.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.sandbox.files.TemporaryDirectory;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever end a command comes to, it leaves nothing in the temporary folder. The command runs in a process of its own. */
class LeftBehindTest {

    private final List<Process> started = new ArrayList<>();

    @TempDir
    private Path folder;

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    private Process redkite(String... arguments) throws IOException {
        return java(Redkite.class, arguments);
    }

    private Process java(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
                "-Djava.io.tmpdir=" + folder, "-Dredkite.home=..", "-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        started.add(process);
        return process;
    }

    /** At that stage, clusters, charts and libraries have been unpacked. */
    private static void awaitStage(Process process, String stage) throws IOException {
        BufferedReader reader = process.inputReader();
        String line = reader.readLine();
        while (line != null && !line.contains("✓ " + stage)) {
            line = reader.readLine();
        }
        assertThat(line).as("the stage was reached").isNotNull();
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void after_a_polite_kill_in_the_middle_nothing_is_left() throws Exception {
        Process run = redkite("run", "../events/01-minimal.json");
        awaitStage(run, "StorageClass");
        assertThat(left()).as("there is something to remove").hasSize(1);

        run.destroy();

        assertThat(run.waitFor()).isEqualTo(143);
        assertThat(left()).isEmpty();
    }

    @Test
    void what_fails_because_the_process_ends_is_not_told() throws Exception {
        Process ending = java(EndingProcess.class);

        assertThat(ending.inputReader().lines()).containsExactly("begun");
        assertThat(ending.waitFor()).isEqualTo(Redkite.DONE);
    }

    /** A process whose end waits until its work has failed for that reason, and told so. */
    static final class EndingProcess {

        private static final CountDownLatch FAILED = new CountDownLatch(1);

        static void main() {
            TemporaryDirectory.adopt();
            SaidUntil.theProcessEnds();
            System.out.println("begun");
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(EndingProcess::awaitFailure));
            Thread.ofPlatform().daemon().start(EndingProcess::work);
            System.exit(Redkite.DONE);
        }

        private static void work() {
            try {
                while (true) {
                    TemporaryDirectory.create("work");
                }
            } catch (RuntimeException e) {
                System.out.println("✗ " + e.getMessage());
                System.err.println(e.getMessage());
                FAILED.countDown();
            }
        }

        private static void awaitFailure() {
            try {
                FAILED.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void what_a_killed_process_left_goes_with_the_next_command_which_leaves_nothing_itself() throws Exception {
        Process run = redkite("run", "../events/01-minimal.json");
        awaitStage(run, "Admission");
        run.destroyForcibly().waitFor();
        assertThat(left()).hasSize(1);

        assertThat(redkite("plan", "nothing.json").waitFor()).isEqualTo(Redkite.INVALID);

        assertThat(left()).isEmpty();
    }
}
