package dev.redkite.sandbox.charts;

import dev.redkite.catalog.ChartRelease;
import dev.redkite.chart.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.codec.digest.DigestUtils;

/** Brings pinned charts into a directory, and nothing that is not what was pinned. */
public record ChartFetch(ChartSource source, ChartCache cache, Path directory) {

    /** What became of one chart. */
    public sealed interface Fetched {

        /** @param from where it was had from, in words for people */
        record Brought(ChartRelease chart, Path archive, String from) implements Fetched {}

        /** @param reason a sentence without its end */
        record Missing(ChartRelease chart, String reason) implements Fetched {}
    }

    public Fetched fetch(ChartRelease chart) {
        Path target = directory.resolve(chart.archive());
        try {
            if (Files.isRegularFile(target) && Digest.of(target).equals(chart.digest())) {
                return new Fetched.Brought(chart, target, "there already");
            }
            if (cache.find(chart).isPresent()) {
                Path cached = cache.find(chart).get();
                return new Fetched.Brought(chart, ChartCache.put(target, Files.readAllBytes(cached)), "from the cache, " + cached);
            }
            byte[] archive = source.archive(chart);
            String found = DigestUtils.sha256Hex(archive);
            return found.equals(chart.digest()) ? brought(chart, target, archive) : new Fetched.Missing(chart,
                    "%s gives another archive than the pinned one: expected SHA-256 %s, found SHA-256 %s; it was thrown away"
                            .formatted(source.place(chart), chart.digest(), found));
        } catch (IOException e) {
            return new Fetched.Missing(chart, e.getMessage());
        }
    }

    private Fetched brought(ChartRelease chart, Path target, byte[] archive) throws IOException {
        cache.keep(chart, archive);
        return new Fetched.Brought(chart, ChartCache.put(target, archive), "from " + source.place(chart));
    }
}
