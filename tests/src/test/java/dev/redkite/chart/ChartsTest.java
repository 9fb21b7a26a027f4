package dev.redkite.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.failure.StageBroken;
import dev.redkite.sandbox.charts.StandInCharts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartsTest {

    /** SHA-256 of the text "abc", from FIPS 180-4. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    private Path directory;

    @BeforeEach
    void writeArchive() throws IOException {
        Files.writeString(directory.resolve("milvus-5.0.19.tgz"), "abc");
    }

    @Test
    void gives_the_archive_with_the_pinned_digest() {
        assertThat(new DirectoryCharts(directory).require("milvus", "5.0.19", ABC)).isEqualTo(directory.resolve("milvus-5.0.19.tgz"));
    }

    @Test
    void refuses_another_archive_naming_what_was_expected_and_found() {
        assertThatThrownBy(() -> new DirectoryCharts(directory).require("milvus", "5.0.19", "0".repeat(64)))
                .isInstanceOf(StageBroken.class)
                .hasMessageContaining("milvus-5.0.19.tgz")
                .hasMessageContaining("0".repeat(64))
                .hasMessageContaining(ABC)
                .hasMessageContaining("Next:");
    }

    @Test
    void says_where_a_missing_archive_should_be() {
        assertThatThrownBy(() -> new DirectoryCharts(directory).require("milvus", "4.0.33", ABC))
                .isInstanceOf(StageBroken.class).hasMessageContaining("there is no file milvus-4.0.33.tgz")
                .hasMessageContaining("./redkite charts --to " + directory);
    }

    @Test
    void says_that_a_chart_is_not_packed_with_the_functions() {
        assertThatThrownBy(() -> new PackedCharts().require("kite", "1.0.0", ABC))
                .isInstanceOf(StageBroken.class).hasMessageContaining("built without kite-1.0.0.tgz")
                .hasMessageContaining("run ./redkite charts, build and deploy again as docs/deploy.md says");
    }

    @Test
    void looks_at_a_packed_archive_s_digest_too() {
        assertThat(new PackedCharts().require("kite", "0.1.0", ABC)).hasFileName("kite-0.1.0.tgz").hasContent("abc");
        assertThatThrownBy(() -> new PackedCharts().require("kite", "0.1.0", "0".repeat(64)))
                .isInstanceOf(StageBroken.class).hasMessageContaining(ABC);
    }

    @Test
    void gives_out_the_archive_that_is_packed_now_and_not_one_that_lay_there_before() throws IOException {
        Files.writeString(new PackedCharts().require("kite", "0.1.0", ABC), "somebody else's");

        assertThat(new PackedCharts().require("kite", "0.1.0", ABC)).hasContent("abc");
    }

    /** The three ways that a chart can come: packed, from a folder, by {@code --charts}; each is tried here. */
    @Test
    void no_other_source_of_charts_exists_that_might_not_look_at_digests() throws IOException {
        try (Stream<Path> sources = Stream.of("functions", "sandbox").flatMap(ChartsTest::sources)) {
            assertThat(sources.filter(file -> read(file).contains("implements Charts")))
                    .extracting(file -> file.getFileName().toString())
                    .containsExactlyInAnyOrder("PackedCharts.java", "DirectoryCharts.java", "StandInCharts.java");
        }
    }

    private static Stream<Path> sources(String module) {
        try {
            return Files.walk(Path.of("..", module, "src")).filter(file -> file.toString().endsWith(".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void does_not_let_the_sandbox_pass_a_real_archive_with_another_digest() {
        assertThatThrownBy(() -> StandInCharts.unlessIn(directory).require("milvus", "5.0.19", "0".repeat(64)))
                .isInstanceOf(StageBroken.class);
    }

    @Test
    void says_that_a_stand_in_is_one() {
        StandInCharts charts = StandInCharts.only();
        charts.require("milvus", "5.0.19", ABC);
        assertThat(charts.used().get("milvus-5.0.19")).contains("stand-in");
    }
}
