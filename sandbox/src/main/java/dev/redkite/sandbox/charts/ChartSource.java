package dev.redkite.sandbox.charts;

import dev.redkite.catalog.ChartRelease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** Where archives of charts are had from; whether they are the pinned ones, others look. */
public interface ChartSource {

    /** In words for people. */
    String place(ChartRelease chart);

    /** @throws IOException with a message for people, when there is none or it cannot be had */
    byte[] archive(ChartRelease chart) throws IOException;

    /**
     * The directory that is named, or that REDKITE_CHARTS_FROM names; where none is, the charts' repositories.
     *
     * @param named null or empty when none is named
     */
    static ChartSource of(String named, Map<String, String> environment) {
        String directory = named == null || named.isBlank() ? environment.getOrDefault("REDKITE_CHARTS_FROM", "") : named;
        return directory.isBlank() ? new ChartRepository() : in(Path.of(directory));
    }

    /** {@code <name>-<version>.tgz} in a directory. */
    static ChartSource in(Path directory) {
        return new InDirectory(directory);
    }

    /** Where nobody may be asked. */
    record Nobody(String reason) implements ChartSource {

        @Override
        public String place(ChartRelease chart) {
            return reason;
        }

        @Override
        public byte[] archive(ChartRelease chart) throws IOException {
            throw new NoSuchFileException(reason);
        }
    }

    record InDirectory(Path directory) implements ChartSource {

        @Override
        public String place(ChartRelease chart) {
            return directory.toString();
        }

        @Override
        public byte[] archive(ChartRelease chart) throws IOException {
            Path file = directory.resolve(chart.archive());
            if (!Files.isDirectory(directory)) {
                throw new NoSuchFileException("there is no directory " + directory.toAbsolutePath());
            }
            if (!Files.isRegularFile(file)) {
                throw new NoSuchFileException("there is no " + file);
            }
            return Files.readAllBytes(file);
        }
    }
}
