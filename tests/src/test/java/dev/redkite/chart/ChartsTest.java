package dev.redkite.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.failure.StageBroken;
import dev.redkite.sandbox.charts.StandInCharts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        assertThat(Charts.in(directory).require("milvus", "5.0.19", ABC)).isEqualTo(directory.resolve("milvus-5.0.19.tgz"));
    }

    @Test
    void refuses_another_archive_naming_what_was_expected_and_found() {
        assertThatThrownBy(() -> Charts.in(directory).require("milvus", "5.0.19", "0".repeat(64)))
                .isInstanceOf(StageBroken.class)
                .hasMessageContaining("milvus-5.0.19.tgz")
                .hasMessageContaining("0".repeat(64))
                .hasMessageContaining(ABC)
                .hasMessageContaining("Next:");
    }

    @Test
    void says_where_a_missing_archive_should_be() {
        assertThatThrownBy(() -> Charts.in(directory).require("milvus", "4.0.33", ABC))
                .isInstanceOf(StageBroken.class).hasMessageContaining(directory.toString()).hasMessageContaining("milvus-4.0.33.tgz");
    }

    @Test
    void says_that_a_chart_is_not_packed_with_the_functions() {
        assertThatThrownBy(() -> Charts.packed().require("kite", "1.0.0", ABC))
                .isInstanceOf(StageBroken.class).hasMessageContaining("kite-1.0.0.tgz");
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
