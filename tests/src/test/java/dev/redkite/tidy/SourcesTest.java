package dev.redkite.tidy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** House rules that a compiler cannot know, read off the sources. CONTRIBUTING.md gives the reason for each. */
class SourcesTest {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final int LONGEST_FILE = 350;

    /**
     * The factories: the only places that may touch the wall clock, chance and the process's environment.
     */
    private static final List<String> FACTORIES = List.of("LambdaPlatform.java", "ChartsForTheBuild.java", "Terminal.java", "Redkite.java", "ChartsCommand.java");

    private static final String CONSOLES = "functions/src/main/java/dev/redkite/deployment/Console.java";

    private record Source(Path path, String text) {
        String name() {
            return path.getFileName().toString();
        }
    }

    private static List<Source> sources(String... modules) {
        return Stream.of(modules).flatMap(SourcesTest::in).toList();
    }

    private static Stream<Source> in(String module) {
        try (Stream<Path> files = Files.walk(HOME.resolve(module).resolve("src"))) {
            return files.filter(file -> file.toString().endsWith(".java")).map(SourcesTest::read).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Source read(Path file) {
        try {
            return new Source(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> offenders(List<Source> sources, String pattern) {
        Pattern compiled = Pattern.compile(pattern);
        return sources.stream()
                .filter(source -> !FACTORIES.contains(source.name()))
                .filter(source -> compiled.matcher(source.text()).find())
                .map(source -> HOME.relativize(source.path()).toString())
                .toList();
    }

    @Test
    void nothing_reads_the_wall_clock() {
        assertThat(offenders(sources("functions", "sandbox"),
                "Instant\\.now\\(\\)|Clock\\.system|System\\.(currentTimeMillis|nanoTime)\\(|LocalDate(Time)?\\.now\\(")).isEmpty();
    }

    /** {@code Partition} and, in the sandbox, {@code Place} ask the SDK's metadata; only the consoles' hosts are nowhere in it. */
    @Test
    void nobody_writes_a_partition_by_hand() {
        assertThat(offenders(sources("functions", "sandbox"),
                "arn:aws[-:]|\"aws-(cn|us-gov)\"|startsWith\\(\"(cn|us-gov)|(%s|}|\\+ \")\\.amazonaws\\.com"))
                .containsExactlyInAnyOrder(CONSOLES, "functions/src/main/java/dev/redkite/environment/Planner.java");
        assertThat(Stream.of("template.yaml", "statemachine/provision.asl.json", "statemachine/teardown.asl.json",
                        "statemachine/recreate.asl.json", "statemachine/pause.asl.json", "statemachine/resume.asl.json",
                        "statemachine/backup.asl.json", "statemachine/restore.asl.json").map(file -> read(HOME.resolve(file)).text()))
                .noneMatch(Pattern.compile("arn:aws:").asPredicate());
    }

    /** Tools leave packages and attach files wherever they are started, and git takes them with everything else. */
    @Test
    void nothing_is_kept_at_the_root_but_what_somebody_put_there() throws IOException, InterruptedException {
        Process git = new ProcessBuilder("git", "ls-files", ":(top,glob)*").directory(HOME.toFile()).redirectErrorStream(true).start();
        List<String> kept = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        assumeThat(git.waitFor()).as("this is no clone: " + kept).isZero();

        assertThat(kept).contains("README.md").isSubsetOf(
                ".dockerignore", ".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "Dockerfile", "LICENSE", "README.md", "SECURITY.md", "mvnw",
                "mvnw.cmd", "pom.xml", "redkite", "samconfig.toml", "template.yaml");
    }

    @Test
    void nothing_sleeps_or_waits_with_the_sdk() {
        assertThat(offenders(sources("functions", "sandbox", "tests"), "Thread\\." + "sleep\\(|\\.waiter" + "\\(\\)|Waiter\\.create")).isEmpty();
    }

    @Test
    void nothing_draws_random_ids() {
        assertThat(offenders(sources("functions", "sandbox"), "UUID\\.randomUUID|new Random\\(\\)|Math\\.random|new SecureRandom|ThreadLocalRandom")).isEmpty();
    }

    @Test
    void nothing_reads_the_environment_outside_the_factories() {
        assertThat(offenders(sources("functions", "sandbox"), "System\\.getenv")).isEmpty();
    }

    @Test
    void types_have_names_of_the_field_and_no_filler() {
        assertThat(sources("functions", "sandbox", "tests").stream().map(Source::name))
                .noneMatch(name -> name.matches(".*(Impl|Manager|Helper|Utils?|Base|Common)\\.java"));
    }

    /** But for the limit of Milvus' own flush, which its SDK calls so and which cannot be left out: without it, it has none. */
    @Test
    void no_method_is_called_wait() {
        assertThat(offenders(sources("functions", "sandbox"), "\\bwait(?!FlushedTimeoutMs\\()[A-Z]\\w*\\s*\\(")).isEmpty();
    }

    @Test
    void no_switch_over_a_sealed_type_hides_behind_a_default_in_stage_or_failure() {
        List<Source> core = sources("functions").stream()
                .filter(source -> source.path().toString().contains("/stage/"))
                .toList();
        assertThat(offenders(core, "default ->")).isEmpty();
    }

    @Test
    void files_stay_short_enough_to_read() {
        assertThat(sources("functions", "sandbox", "tests").stream()
                .filter(source -> source.text().lines().count() > LONGEST_FILE)
                .map(source -> HOME.relativize(source.path()).toString()))
                .isEmpty();
    }

    @Test
    void nothing_is_left_to_do_in_a_comment() {
        assertThat(offenders(sources("functions", "sandbox"), "\\b(TO" + "DO|FIX" + "ME|XXX)\\b")).isEmpty();
    }
}
