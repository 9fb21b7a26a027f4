package dev.redkite.sandbox.charts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.catalog.ChartRelease;
import dev.redkite.sandbox.charts.ChartFetch.Fetched;
import dev.redkite.sandbox.charts.ChartFetch.Fetched.Brought;
import dev.redkite.sandbox.charts.ChartFetch.Fetched.Missing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartFetchTest {

    /** SHA-256 of the text "abc", from FIPS 180-4. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private static final String INDEX = """
            apiVersion: v1
            entries:
              wing:
              - {name: wing, version: 1.0.0, urls: [wing-1.0.0.tgz]}
              kite:
              - {name: kite, version: 1.0.1, urls: [kite-1.0.1.tgz]}
              - {name: kite, version: 1.0.0, urls: ["%s"]}
            """;

    @TempDir
    private Path folder;

    private final LoopbackRepository repository = new LoopbackRepository();

    ChartFetchTest() throws IOException {}

    @AfterEach
    void close() {
        repository.close();
    }

    private ChartRelease kite(String digest) {
        return new ChartRelease("kite", "1.0.0", repository.address() + "/charts", digest);
    }

    private Fetched fetch(ChartSource source, String digest, String directory) {
        return new ChartFetch(source, new ChartCache(folder.resolve("cache")), folder.resolve(directory)).fetch(kite(digest));
    }

    @Test
    void an_archive_is_had_by_the_index_s_address_beside_the_index() {
        repository.serves("/charts/index.yaml", INDEX.formatted("kite-1.0.0.tgz")).serves("/charts/kite-1.0.0.tgz", "abc");

        assertThat(fetch(new ChartRepository(), ABC, "to")).isInstanceOfSatisfying(Brought.class,
                brought -> assertThat(brought.archive()).isEqualTo(folder.resolve("to/kite-1.0.0.tgz")).hasContent("abc"));
        assertThat(repository.asked).containsExactly("/charts/index.yaml", "/charts/kite-1.0.0.tgz");
    }

    /** As those of projects whose archives are releases on GitHub. */
    @Test
    void an_archive_is_had_elsewhere_where_the_index_names_it_and_the_way_leads_on() {
        repository.serves("/charts/index.yaml", INDEX.formatted(repository.address() + "/releases/download/kite-1.0.0.tgz"))
                .leads("/releases/download/kite-1.0.0.tgz", "/objects/42").serves("/objects/42", "abc");

        assertThat(fetch(new ChartRepository(), ABC, "to")).isInstanceOf(Brought.class);
        assertThat(repository.asked).endsWith("/objects/42");
    }

    @Test
    void what_was_had_once_is_not_asked_for_again() {
        repository.serves("/charts/index.yaml", INDEX.formatted("kite-1.0.0.tgz")).serves("/charts/kite-1.0.0.tgz", "abc");
        fetch(new ChartRepository(), ABC, "to");
        repository.close();

        assertThat(fetch(new ChartRepository(), ABC, "to")).isInstanceOf(Brought.class);
        assertThat(fetch(new ChartRepository(), ABC, "elsewhere")).isInstanceOfSatisfying(Brought.class, brought -> {
            assertThat(brought.from()).contains("cache");
            assertThat(brought.archive()).hasContent("abc");
        });
    }

    @Test
    void another_archive_than_the_pinned_one_is_refused_naming_both_digests_and_kept_nowhere() throws IOException {
        repository.serves("/charts/index.yaml", INDEX.formatted("kite-1.0.0.tgz")).serves("/charts/kite-1.0.0.tgz", "abc");

        assertThat(fetch(new ChartRepository(), "0".repeat(64), "to")).isInstanceOfSatisfying(Missing.class,
                missing -> assertThat(missing.reason()).contains(repository.address(), "expected SHA-256 " + "0".repeat(64), "found SHA-256 " + ABC));
        try (Stream<Path> left = Files.walk(folder)) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void a_cached_or_brought_file_that_is_not_the_pinned_one_is_had_anew() throws IOException {
        repository.serves("/charts/index.yaml", INDEX.formatted("kite-1.0.0.tgz")).serves("/charts/kite-1.0.0.tgz", "abc");
        for (String place : new String[] {"cache", "to"}) {
            Files.createDirectories(folder.resolve(place));
            Files.writeString(folder.resolve(place).resolve("kite-1.0.0.tgz"), "half of it");
        }

        assertThat(fetch(new ChartRepository(), ABC, "to")).isInstanceOf(Brought.class);
        assertThat(folder.resolve("to/kite-1.0.0.tgz")).hasContent("abc");
        assertThat(folder.resolve("cache/kite-1.0.0.tgz")).hasContent("abc");
    }

    @Test
    void what_is_wrong_with_a_repository_is_said() {
        assertThat(fetch(new ChartRepository(), ABC, "to")).isEqualTo(
                new Missing(kite(ABC), repository.address() + "/charts/index.yaml answered 404"));

        repository.serves("/charts/index.yaml", "entries: {}");
        assertThat(fetch(new ChartRepository(), ABC, "to")).isEqualTo(
                new Missing(kite(ABC), repository.address() + "/charts/index.yaml lists no kite 1.0.0"));

        repository.serves("/charts/index.yaml", "<html>a login page</html>: : :");
        assertThat(fetch(new ChartRepository(), ABC, "to")).isInstanceOfSatisfying(Missing.class,
                missing -> assertThat(missing.reason()).startsWith(repository.address() + "/charts/index.yaml is no index of charts"));

        repository.close();
        assertThat(fetch(new ChartRepository(), ABC, "to")).isInstanceOfSatisfying(Missing.class,
                missing -> assertThat(missing.reason()).startsWith(repository.address() + "/charts/index.yaml cannot be reached"));
    }

    @Test
    void a_directory_serves_as_well_and_is_held_to_the_digest_too() throws IOException {
        Path downloads = Files.createDirectory(folder.resolve("downloads"));
        assertThat(fetch(ChartSource.in(downloads), ABC, "to"))
                .isEqualTo(new Missing(kite(ABC), "there is no " + downloads.resolve("kite-1.0.0.tgz")));

        Files.writeString(downloads.resolve("kite-1.0.0.tgz"), "abc");
        assertThat(fetch(ChartSource.in(downloads), "0".repeat(64), "to")).isInstanceOfSatisfying(Missing.class,
                missing -> assertThat(missing.reason()).contains("found SHA-256 " + ABC));
        assertThat(fetch(ChartSource.in(downloads), ABC, "to")).isInstanceOf(Brought.class);
        assertThat(repository.asked).isEmpty();
    }

    @Test
    void an_answer_that_stands_still_in_its_middle_is_given_up() {
        repository.serves("/charts/index.yaml", INDEX.formatted("kite-1.0.0.tgz")).serves("/charts/kite-1.0.0.tgz", "abc")
                .stallsAt("/charts/kite-1.0.0.tgz");

        assertThat(fetch(new ChartRepository(Duration.ofSeconds(1)), ABC, "to")).isEqualTo(new Missing(kite(ABC),
                repository.address() + "/charts/kite-1.0.0.tgz did not come to its end within 1 seconds"));
    }

    @Test
    void an_answer_that_is_cut_off_counts_for_nothing_and_is_asked_for_again_by_the_next() {
        repository.serves("/charts/index.yaml", INDEX.formatted("kite-1.0.0.tgz")).serves("/charts/kite-1.0.0.tgz", "abc")
                .breaksAt("/charts/kite-1.0.0.tgz");

        assertThat(fetch(new ChartRepository(), ABC, "to")).isInstanceOfSatisfying(Missing.class, missing -> assertThat(missing.reason())
                .startsWith(repository.address() + "/charts/kite-1.0.0.tgz did not answer as a whole: "));
        assertThat(folder.resolve("to")).doesNotExist();

        repository.mends("/charts/kite-1.0.0.tgz");
        assertThat(fetch(new ChartRepository(), ABC, "to")).isInstanceOf(Brought.class);
    }

    @Test
    void a_way_that_leads_in_a_circle_is_left() {
        repository.leads("/charts/index.yaml", "/charts/index.yaml");

        assertThat(fetch(new ChartRepository(), ABC, "to")).isInstanceOfSatisfying(Missing.class,
                missing -> assertThat(missing.reason()).startsWith(repository.address() + "/charts/index.yaml answered 302, leading to "));
    }

    /** Such as a home that is not one's own, or a file system that is read alone. */
    @Test
    void a_cache_that_takes_nothing_does_no_harm_and_a_directory_that_takes_nothing_is_named() throws IOException {
        repository.serves("/charts/index.yaml", INDEX.formatted("kite-1.0.0.tgz")).serves("/charts/kite-1.0.0.tgz", "abc");
        Files.writeString(folder.resolve("cache"), "a file");

        assertThat(fetch(new ChartRepository(), ABC, "to")).isInstanceOf(Brought.class);

        Files.writeString(folder.resolve("taken"), "a file");
        assertThat(fetch(new ChartRepository(), ABC, "taken")).isEqualTo(new Missing(kite(ABC), "%s cannot be written: %s is no directory"
                .formatted(folder.resolve("taken/kite-1.0.0.tgz"), folder.resolve("taken"))));
    }

    @Test
    void a_directory_that_is_not_there_is_named() {
        assertThat(fetch(ChartSource.in(folder.resolve("nowhere")), ABC, "to"))
                .isEqualTo(new Missing(kite(ABC), "there is no directory " + folder.resolve("nowhere")));
    }
}
