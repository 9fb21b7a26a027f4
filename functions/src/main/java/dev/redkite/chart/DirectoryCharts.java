package dev.redkite.chart;

import dev.redkite.failure.StageBroken;
import dev.redkite.platform.Charts;
import java.nio.file.Files;
import java.nio.file.Path;

/** Archives in a directory: {@code --charts} in the sandbox. */
public record DirectoryCharts(Path directory) implements Charts {

    @Override
    public Path require(String name, String version, String digest) {
        Path archive = directory.resolve(name + "-" + version + ".tgz");
        if (!Files.isRegularFile(archive)) {
            throw new StageBroken("Chart %s %s is not in %s: there is no file %s. Next: %s"
                    .formatted(name, version, directory, archive.getFileName(), next()));
        }
        Digest.require(archive, digest, next());
        return archive;
    }

    private String next() {
        return "run ./redkite charts --to %s, then send the request again.".formatted(directory);
    }
}
