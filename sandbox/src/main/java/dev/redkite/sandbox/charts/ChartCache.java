package dev.redkite.sandbox.charts;

import dev.redkite.catalog.ChartRelease;
import dev.redkite.chart.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Archives that were once had, and are the pinned ones; another file of that name counts as none. */
public record ChartCache(Path directory) {

    Optional<Path> find(ChartRelease chart) {
        return Optional.of(directory.resolve(chart.archive()))
                .filter(file -> Files.isRegularFile(file) && Digest.of(file).equals(chart.digest()));
    }

    Path keep(ChartRelease chart, byte[] archive) throws IOException {
        return put(directory.resolve(chart.archive()), archive);
    }

    /** As a whole or not at all, whatever ends this process. */
    static Path put(Path file, byte[] archive) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path part = Files.createTempFile(file.toAbsolutePath().getParent(), file.getFileName().toString(), ".part");
        try {
            Files.write(part, archive);
            return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
