package dev.redkite.sandbox.charts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.catalog.ChartRelease;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartDeliveryTest {

    /** SHA-256 of the text "abc", from FIPS 180-4. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private static final ChartRelease KITE = new ChartRelease("kite", "1.0.0", "https://kites.example/charts", ABC);
    private static final ChartRelease WING = new ChartRelease("wing", "2.0.0", "https://wings.example/charts", "0".repeat(64));

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private boolean bring(ChartRelease... charts) {
        ChartFetch fetch = new ChartFetch(ChartSource.in(folder), new ChartCache(folder.resolve("cache")), folder.resolve("to"));
        return new ChartDelivery(fetch, new PrintStream(out, true, StandardCharsets.UTF_8)::println).bring(List.of(charts));
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void says_of_each_chart_where_it_is_now_and_where_it_came_from() throws IOException {
        Files.writeString(folder.resolve("kite-1.0.0.tgz"), "abc");

        assertThat(bring(KITE)).isTrue();
        assertThat(printed()).isEqualToNormalizingNewlines(
                "kite 1.0.0: %s, from %s; SHA-256 %s as pinned\n".formatted(folder.resolve("to/kite-1.0.0.tgz"), folder, ABC));
    }

    @Test
    void says_what_it_means_that_one_is_missing_and_how_it_can_be_had_and_brings_the_others() throws IOException {
        Files.writeString(folder.resolve("kite-1.0.0.tgz"), "abc");

        assertThat(bring(WING, KITE)).isFalse();
        assertThat(folder.resolve("to/kite-1.0.0.tgz")).exists();
        assertThat(printed()).contains("wing 2.0.0 is missing: there is no " + folder.resolve("wing-2.0.0.tgz") + ".",
                        "Without it Redkite cannot be built for AWS, and installs nothing there",
                        "helm pull wing --version 2.0.0 --repo https://wings.example/charts", "export REDKITE_CHARTS_FROM=DIR")
                .doesNotContain("helm pull kite");
    }

    @Test
    void another_archive_is_refused_naming_both_digests() throws IOException {
        Files.writeString(folder.resolve("wing-2.0.0.tgz"), "abc");

        assertThat(bring(WING)).isFalse();
        assertThat(printed()).contains("expected SHA-256 " + "0".repeat(64), "found SHA-256 " + ABC, "pinned anew in catalog.json");
    }

    @Test
    void a_directory_is_named_by_an_option_or_else_by_the_environment_and_nobody_else_is_asked_then() {
        assertThat(ChartSource.of("mine", Map.of("REDKITE_CHARTS_FROM", "theirs"))).isEqualTo(ChartSource.in(Path.of("mine")));
        assertThat(ChartSource.of("", Map.of("REDKITE_CHARTS_FROM", "theirs"))).isEqualTo(ChartSource.in(Path.of("theirs")));
        assertThat(ChartSource.of("", Map.of("REDKITE_CHARTS_FROM", ""))).isInstanceOf(ChartRepository.class);
        assertThat(ChartSource.of(null, Map.of())).isInstanceOf(ChartRepository.class);
    }

    @Test
    void a_users_cache_is_where_the_user_keeps_caches() {
        assertThat(ChartCache.of(null, "/home/somebody").directory()).isEqualTo(Path.of("/home/somebody/.cache/redkite/charts"));
        assertThat(ChartCache.of("relative", "/home/somebody").directory()).isEqualTo(Path.of("/home/somebody/.cache/redkite/charts"));
        assertThat(ChartCache.of("/caches", "/home/somebody").directory()).isEqualTo(Path.of("/caches/redkite/charts"));
    }
}
