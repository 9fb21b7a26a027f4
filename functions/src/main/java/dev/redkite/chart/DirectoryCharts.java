package dev.redkite.chart;

import dev.redkite.failure.StageBroken;
import java.nio.file.Files;
import java.nio.file.Path;

/** Archives in a directory: a mounted artifact folder on AWS, {@code --charts} in the sandbox. */
record DirectoryCharts(Path directory) implements Charts {

    @Override
    public Path require(String name, String version, String digest) {
        Path archive = directory.resolve(name + "-" + version + ".tgz");
        if (!Files.isRegularFile(archive)) {
            throw new StageBroken("Chart %s %s is not in %s: there is no file %s. Next: download it from the chart's repository into that directory, then redrive the execution."
                    .formatted(name, version, directory, archive.getFileName()));
        }
        Digest.require(archive, digest);
        return archive;
    }
}
