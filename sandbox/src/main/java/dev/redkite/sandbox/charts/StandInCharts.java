package dev.redkite.sandbox.charts;

import dev.redkite.chart.DirectoryCharts;
import dev.redkite.failure.StageBroken;
import dev.redkite.platform.Charts;
import dev.redkite.sandbox.files.TemporaryDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Small charts of the sandbox's own, where the real ones cannot be fetched: they take the same values and make the
 * same workloads. Real archives in a directory come first, and only with the pinned digest.
 */
public final class StandInCharts implements Charts {

    private static final List<String> MILVUS = List.of("Chart.yaml", "values.yaml", "templates/_names.tpl",
            "templates/configmap.yaml", "templates/components.yaml", "templates/services.yaml", "templates/etcd.yaml",
            "templates/attu.yaml");
    private static final Map<String, List<String>> FILES = Map.of(
            "milvus-5.0.19", MILVUS,
            "milvus-4.0.33", MILVUS,
            "aws-load-balancer-controller-3.5.0",
            List.of("Chart.yaml", "values.yaml", "crds/definitions.yaml", "templates/_names.tpl", "templates/controller.yaml",
                    "templates/webhooks.yaml"));

    /** All of them, written once, where Helm can read them. */
    private static final class Unpacked {
        private static final Path FOLDER = unpacked();
    }

    private final Optional<Path> realCharts;
    private final Map<String, String> used = new LinkedHashMap<>();
    private boolean damaged;

    private StandInCharts(Optional<Path> realCharts) {
        this.realCharts = realCharts;
    }

    public static StandInCharts only() {
        return new StandInCharts(Optional.empty());
    }

    /** Archives {@code <name>-<version>.tgz} in the directory are used in place of stand-ins. */
    public static StandInCharts unlessIn(Path directory) {
        return new StandInCharts(Optional.of(directory));
    }

    /** From now on archives arrive with other bytes than were published, or whole again. */
    public synchronized void arriveDamaged(boolean now) {
        damaged = now;
    }

    @Override
    public synchronized Path require(String name, String version, String digest) {
        String chart = name + "-" + version;
        if (damaged) {
            return new DirectoryCharts(damaged(chart)).require(name, version, digest);
        }
        Optional<Path> real = realCharts.filter(directory -> Files.isRegularFile(directory.resolve(chart + ".tgz")));
        if (real.isPresent()) {
            Path archive = new DirectoryCharts(real.get()).require(name, version, digest);
            used.put(chart, "the real chart, SHA-256 " + digest);
            return archive;
        }
        if (!FILES.containsKey(chart)) {
            throw new StageBroken("The sandbox has no stand-in for chart %s. Next: give the real one by --charts."
                    .formatted(chart));
        }
        used.put(chart, "a stand-in made by the sandbox, not the published chart");
        return Unpacked.FOLDER.resolve(chart);
    }

    /** By chart, what was used so far, in words for people. */
    public synchronized Map<String, String> used() {
        return new LinkedHashMap<>(used);
    }

    private static Path damaged(String chart) {
        try {
            Path folder = TemporaryDirectory.create("damaged");
            Files.writeString(folder.resolve(chart + ".tgz"), "half an archive");
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("a damaged archive of %s could not be written".formatted(chart), e);
        }
    }

    private static Path unpacked() {
        Path folder = TemporaryDirectory.create("stand-in");
        FILES.forEach((chart, files) -> files.forEach(file -> unpack(chart + "/" + file, folder)));
        return folder;
    }

    private static void unpack(String file, Path folder) {
        try (InputStream stream = StandInCharts.class.getResourceAsStream(file)) {
            Path target = folder.resolve(file);
            Files.createDirectories(target.getParent());
            Files.copy(stream, target);
        } catch (IOException e) {
            throw new UncheckedIOException("stand-in " + file + " could not be unpacked", e);
        }
    }
}
