package dev.redkite.chart;

import dev.redkite.failure.StageBroken;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Archives packed with the functions as resources; Helm reads files, so each is copied to the temporary folder once. */
final class PackedCharts implements Charts {

    @Override
    public Path require(String name, String version, String digest) {
        String file = name + "-" + version + ".tgz";
        Path copy = Path.of(System.getProperty("java.io.tmpdir"), "redkite-charts", file);
        try (InputStream stream = PackedCharts.class.getResourceAsStream("/dev/redkite/chart/" + file)) {
            if (stream == null) {
                throw new StageBroken("Chart %s %s is not packed with the functions. Next: put %s below functions/src/main/resources/dev/redkite/chart/ and deploy again, or set REDKITE_CHARTS to a directory that holds it."
                        .formatted(name, version, file));
            }
            Files.createDirectories(copy.getParent());
            Files.copy(stream, copy, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("chart " + file + " could not be copied to " + copy, e);
        }
        Digest.require(copy, digest);
        return copy;
    }
}
