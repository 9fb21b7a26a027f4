package dev.redkite.chart;

import dev.redkite.failure.StageBroken;
import dev.redkite.platform.Charts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Archives packed with the functions as resources; Helm reads files, so each is copied to the temporary folder once. */
public final class PackedCharts implements Charts {

    /** An execution ends with the code that it began with, so that a redrive would find the same. */
    private static final String NEXT =
            "run ./redkite charts, build and deploy again as docs/deploy.md says, then send the request again.";

    @Override
    public Path require(String name, String version, String digest) {
        String file = name + "-" + version + ".tgz";
        Path copy = Path.of(System.getProperty("java.io.tmpdir"), "redkite-charts", file);
        try (InputStream stream = PackedCharts.class.getResourceAsStream("/dev/redkite/chart/" + file)) {
            if (stream == null) {
                throw new StageBroken("Chart %s %s is not packed with the functions: they were built without %s. Next: %s"
                        .formatted(name, version, file, NEXT));
            }
            Files.createDirectories(copy.getParent());
            Files.copy(stream, copy, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("chart " + file + " could not be copied to " + copy, e);
        }
        Digest.require(copy, digest, NEXT);
        return copy;
    }
}
