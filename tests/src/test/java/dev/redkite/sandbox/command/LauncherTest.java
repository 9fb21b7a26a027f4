package dev.redkite.sandbox.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that builds what is stale and starts Java, with a Maven and a JDK that only note that they were called. */
class LauncherTest {

    private static final Path SCRIPT = Path.of("..", "redkite");

    /** Writes the class path before the last module is packed, as the real build does, and takes as long as it is told. */
    private static final String MAVEN = """
            #!/bin/sh
            echo build >> "$CALLS"
            for option in "$@"; do case "$option" in -Dmdep.outputFile=*) file="${option#*=}" ;; esac; done
            mkdir -p functions/target
            cat functions/src/A.java > functions/target/functions-0.1.0.jar
            printf libraries/DynamoDBLocal-3.jar > "$file"
            [ -z "${BUILD_HANGS:-}" ] || exec sleep 60
            sleep "${BUILD_SECONDS:-0}"
            [ -z "${BUILD_FAILS:-}" ] || { echo '[ERROR] no such symbol'; exit 1; }
            cat sandbox/src/B.java > sandbox/target/sandbox-0.1.0.jar
            """;

    /** Starts if the first of its class path is there; asked to write a cache, it does so, or fails, or hangs, as it is told. */
    private static final String JAVA = """
            #!/bin/sh
            for option in "$@"; do
                case "$before" in -cp) classes="${option%%:*}" ;; esac
                case "$option" in -XX:AOTCacheOutput=*) written="${option#*=}" ;; esac
                before="$option"
            done
            [ -e "$classes" ] || { echo 'Could not find or load main class'; exit 1; }
            if [ -n "${written:-}" ]; then
                echo training >> "$CALLS"
                [ -z "${TRAINING_HANGS:-}" ] || exec sleep 60
                [ -z "${TRAINING_FAILS:-}" ] || exit 1
                echo cache > "$written"
                exit
            fi
            echo "started: $*, discovery kept in $KUBECACHEDIR"
            [ -z "${RUNS_UNTIL:-}" ] || until [ -e "$RUNS_UNTIL" ]; do sleep 0.05; done
            cat "$classes"
            """;

    @TempDir
    private Path home;

    @BeforeEach
    void a_fresh_clone() throws IOException {
        Files.copy(SCRIPT, home.resolve("redkite"), StandardCopyOption.COPY_ATTRIBUTES);
        for (String source : List.of("pom.xml", "functions/pom.xml", "functions/src/A.java", "sandbox/pom.xml", "sandbox/src/B.java")) {
            write(source, "");
        }
        executable("path/mvn", MAVEN);
        executable("jdk/bin/java", JAVA);
        executable("jdk/bin/jar", "#!/bin/sh");
        write("libraries/DynamoDBLocal-3.jar", "");
        write("jdk/release", "JAVA_VERSION=\"25.0.1\"\n");
        write("calls", "");
    }

    @AfterEach
    void nothing_is_at_work_in_what_is_removed() throws Exception {
        trainings();
    }

    @Test
    void a_fresh_clone_is_built_and_then_started() throws Exception {
        assertThat(output(start("plan", "a.json"))).contains("Building Redkite").contains("libraries/DynamoDBLocal-3.jar").contains("plan a.json");
    }

    @Test
    void helm_keeps_nothing_in_the_users_home() throws Exception {
        assertThat(output(start("plan"))).contains("discovery kept in /dev/null");
    }

    @Test
    void what_is_built_is_not_built_again() throws Exception {
        output(start("plan"));

        assertThat(output(start("plan"))).doesNotContain("Building");
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void a_changed_source_is_built_again() throws Exception {
        output(start("plan"));
        changed("sandbox/src/B.java");

        output(start("plan"));

        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void what_runs_keeps_the_classes_that_it_began_with_while_others_are_built() throws Exception {
        write("sandbox/src/B.java", "first");
        Process running = process("soak").environment("RUNS_UNTIL", home.resolve("enough").toString()).start();
        BufferedReader said = running.inputReader();
        while (!said.readLine().contains("started:")) {
            assertThat(running.isAlive()).isTrue();
        }
        write("sandbox/src/B.java", "second");
        changed("sandbox/src/B.java");

        assertThat(output(start("plan"))).contains("second");
        write("enough", "");
        assertThat(said.readAllLines()).containsExactly("first");
    }

    @Test
    void what_no_process_runs_any_more_is_removed_by_the_next_build() throws Exception {
        output(start("plan"));
        write("sandbox/src/B.java", "other");
        changed("sandbox/src/B.java");

        output(start("plan"));

        try (Stream<Path> versions = Files.list(home.resolve("sandbox/target/versions"))) {
            assertThat(versions).hasSize(1);
        }
    }

    @Test
    void after_a_command_the_next_ones_are_made_quicker() throws Exception {
        assertThat(output(start("plan"))).doesNotContain("AOTCache");
        assertThat(trainings()).isEqualTo(1);

        assertThat(output(start("plan"))).contains("-XX:AOTCache=").contains(".aot.jar");
        assertThat(output(start("--help"))).doesNotContain("AOTCache");
        assertThat(trainings()).isEqualTo(1);
    }

    @Test
    void what_makes_starts_quicker_is_of_one_jdk() throws Exception {
        output(start("plan"));
        assertThat(trainings()).isEqualTo(1);
        write("jdk/release", "JAVA_VERSION=\"25.0.2\"\n");

        assertThat(output(start("plan"))).contains("started:").doesNotContain("AOTCache");
        assertThat(trainings()).isEqualTo(2);
    }

    @Test
    void a_start_that_cannot_be_made_quicker_is_as_it_was_and_is_tried_once() throws Exception {
        output(process("plan").environment("TRAINING_FAILS", "yes").start());
        assertThat(trainings()).isEqualTo(1);

        assertThat(output(start("plan"))).contains("started:").doesNotContain("AOTCache");
        assertThat(trainings()).isEqualTo(1);
    }

    @Test
    void a_build_ends_what_is_done_for_the_one_before() throws Exception {
        output(process("plan").environment("TRAINING_HANGS", "yes").start());
        while (!Files.readAllLines(home.resolve("calls")).contains("training")) {
            Thread.onSpinWait();
        }
        write("sandbox/src/B.java", "other");
        changed("sandbox/src/B.java");

        assertThat(output(start("plan"))).contains("other");
        assertThat(trainings()).isEqualTo(2);
        assertThat(output(start("plan"))).contains("-XX:AOTCache=");
    }

    @Test
    void a_build_that_was_interrupted_after_it_wrote_the_class_path_is_made_anew() throws Exception {
        Process interrupted = process("plan").environment("BUILD_HANGS", "yes").start();
        while (!Files.exists(home.resolve("sandbox/target/begun")) || Files.size(home.resolve("sandbox/target/begun")) == 0) {
            Thread.onSpinWait();
        }
        interrupted.toHandle().destroy();
        assertThat(output(interrupted)).contains("interrupted; the next start builds");
        assertThat(interrupted.exitValue()).isEqualTo(143);

        assertThat(output(start("plan"))).contains("started:");
    }

    @Test
    void a_build_that_failed_says_the_compilers_words_and_is_tried_again() throws Exception {
        Process failed = process("plan").environment("BUILD_FAILS", "yes").start();

        assertThat(output(failed)).contains("no such symbol").contains("the build failed");
        assertThat(failed.exitValue()).isEqualTo(3);
        assertThat(output(start("plan"))).contains("started:");
    }

    @Test
    void commands_that_are_started_side_by_side_build_once() throws Exception {
        List<Process> started = IntStream.range(0, 4).mapToObj(_ -> {
            try {
                return process("plan").environment("BUILD_SECONDS", "1").start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }).toList();

        for (Process each : started) {
            assertThat(output(each)).contains("started:");
        }
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void an_older_jdk_is_passed_over() throws Exception {
        write("jdk/release", "JAVA_VERSION=\"21.0.5\"\n");

        assertThat(output(start("plan"))).doesNotContain("started:");
    }

    private long builds() throws IOException {
        return Files.readAllLines(home.resolve("calls")).stream().filter("build"::equals).count();
    }

    /** Once the one that is under way is done, which begins when its command has ended. */
    private long trainings() throws Exception {
        output(new ProcessBuilder("flock", home.resolve("sandbox/target/training").toString(), "true").start());
        return Files.readAllLines(home.resolve("calls")).stream().filter("training"::equals).count();
    }

    /** After the last build began. */
    private void changed(String source) throws IOException {
        Files.setLastModifiedTime(home.resolve(source),
                FileTime.fromMillis(Files.getLastModifiedTime(home.resolve("sandbox/target/built")).toMillis() + 1000));
    }

    private Process start(String... arguments) throws IOException {
        return process(arguments).start();
    }

    private Started process(String... arguments) {
        return new Started(arguments);
    }

    /** Of the script, in a world that has no other JDK and no other Maven. */
    private final class Started {

        private final ProcessBuilder builder;

        Started(String... arguments) {
            builder = new ProcessBuilder(home.resolve("redkite").toString()).directory(home.toFile()).redirectErrorStream(true);
            builder.command().addAll(List.of(arguments));
            builder.environment().put("JAVA_HOME", home.resolve("jdk").toString());
            builder.environment().put("PATH", home.resolve("path") + ":/usr/bin:/bin");
            builder.environment().put("CALLS", home.resolve("calls").toString());
        }

        Started environment(String name, String value) {
            builder.environment().put(name, value);
            return this;
        }

        Process start() throws IOException {
            return builder.start();
        }
    }

    private static String output(Process process) throws Exception {
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    private void executable(String file, String text) throws IOException {
        write(file, text);
        Files.setPosixFilePermissions(home.resolve(file), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(home.resolve(file).getParent());
        Files.writeString(home.resolve(file), text);
    }
}
