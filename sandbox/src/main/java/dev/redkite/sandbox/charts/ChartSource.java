package dev.redkite.sandbox.charts;

import dev.redkite.catalog.ChartRelease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Where archives of charts are had from; whether they are the pinned ones, others look. */
public interface ChartSource {

    /** In words for people. */
    String place(ChartRelease chart);

    /** @throws IOException with a message for people, when there is none or it cannot be had */
    byte[] archive(ChartRelease chart) throws IOException;

    /** {@code <name>-<version>.tgz} in a directory. */
    static ChartSource in(Path directory) {
        return new InDirectory(directory);
    }

    record InDirectory(Path directory) implements ChartSource {

        @Override
        public String place(ChartRelease chart) {
            return directory.toString();
        }

        @Override
        public byte[] archive(ChartRelease chart) throws IOException {
            Path file = directory.resolve(chart.archive());
            if (!Files.isRegularFile(file)) {
                throw new NoSuchFileException("there is no " + file);
            }
            return Files.readAllBytes(file);
        }
    }
}
