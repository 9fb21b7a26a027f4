package dev.redkite.chart;

import java.nio.file.Path;

/** Where chart archives come from. Helm checks no digest of a local archive, so whoever answers here does. */
public interface Charts {

    /**
     * The archive of exactly that chart.
     *
     * @param digest SHA-256 of the archive, in lower-case hexadecimal
     * @throws dev.redkite.failure.StageBroken when there is none, or another than the pinned one
     */
    Path require(String name, String version, String digest);

    /** Those packed with the functions, below {@code /dev/redkite/chart/}. */
    static Charts packed() {
        return new PackedCharts();
    }

    /** Archives named {@code <name>-<version>.tgz} in a directory. */
    static Charts in(Path directory) {
        return new DirectoryCharts(directory);
    }
}
