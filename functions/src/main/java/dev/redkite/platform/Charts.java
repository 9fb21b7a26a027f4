package dev.redkite.platform;

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
}
