package dev.redkite.sandbox.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.catalog.ChartRelease;
import dev.redkite.sandbox.charts.ChartCache;
import dev.redkite.sandbox.charts.ChartFetch;
import dev.redkite.sandbox.charts.ChartSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartsCommandTest {

    /** SHA-256 of the text "abc", from FIPS 180-4. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private static final ChartRelease KITE = new ChartRelease("kite", "1.0.0", "https://kites.example/charts", ABC);
    private static final ChartRelease WING = new ChartRelease("wing", "2.0.0", "https://wings.example/charts", "0".repeat(64));

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private int bring(ChartRelease... charts) {
        ChartFetch fetch = new ChartFetch(ChartSource.in(folder), new ChartCache(folder.resolve("cache")), folder.resolve("to"));
        return ChartsCommand.bring(fetch, List.of(charts), new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8), false, 140));
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void says_of_each_chart_where_it_is_now_and_where_it_came_from() throws IOException {
        Files.writeString(folder.resolve("kite-1.0.0.tgz"), "abc");

        assertThat(bring(KITE)).isZero();
        assertThat(printed()).isEqualToNormalizingNewlines(
                "kite 1.0.0: %s, from %s; SHA-256 %s as pinned\n".formatted(folder.resolve("to/kite-1.0.0.tgz"), folder, ABC));
    }

    @Test
    void says_what_it_means_that_one_is_missing_and_how_it_can_be_had_and_brings_the_others() throws IOException {
        Files.writeString(folder.resolve("kite-1.0.0.tgz"), "abc");

        assertThat(bring(WING, KITE)).isEqualTo(Redkite.FAILED);
        assertThat(folder.resolve("to/kite-1.0.0.tgz")).exists();
        assertThat(printed()).contains("wing 2.0.0 is missing: there is no " + folder.resolve("wing-2.0.0.tgz") + ".",
                        "Without it Redkite cannot be built for AWS, and installs nothing there",
                        "helm pull wing --version 2.0.0 --repo https://wings.example/charts", "./redkite charts --from DIR")
                .doesNotContain("helm pull kite");
    }

    @Test
    void another_archive_is_refused_naming_both_digests() throws IOException {
        Files.writeString(folder.resolve("wing-2.0.0.tgz"), "abc");

        assertThat(bring(WING)).isEqualTo(Redkite.FAILED);
        assertThat(printed()).contains("expected SHA-256 " + "0".repeat(64), "found SHA-256 " + ABC, "pinned anew in catalog.json");
    }
}
