package dev.redkite.sandbox.command;

import dev.redkite.catalog.Catalog;
import dev.redkite.sandbox.charts.ChartCache;
import dev.redkite.sandbox.charts.ChartDelivery;
import dev.redkite.sandbox.charts.ChartFetch;
import dev.redkite.sandbox.charts.ChartSource;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "charts",
        description = "Bring the pinned charts, which a deployment is built with, and check their digests.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./redkite charts                     from their repositories, once; later from a cache",
            "  ./redkite charts --from ~/Downloads  on a machine that reaches no repository"})
final class ChartsCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common;

    @Option(names = "--from", paramLabel = "DIR",
            description = "Take the archives from here, as the repositories name them (NAME-VERSION.tgz), and ask nobody;"
                    + " REDKITE_CHARTS_FROM, if left out.")
    private Path from;

    @Option(names = "--to", paramLabel = "DIR", description = "Bring them here; functions/charts, where the build takes them from, if left out.")
    private Path to;

    @Override
    public Integer call() {
        if (from != null) {
            Requirement.directory("--from", from);
        }
        ChartSource source = ChartSource.of(from == null ? "" : from.toString(), System.getenv());
        ChartCache cache = ChartCache.of(System.getenv("XDG_CACHE_HOME"), System.getProperty("user.home"));
        ChartFetch fetch = new ChartFetch(source, cache, to == null ? built() : to);
        return new ChartDelivery(fetch, Terminal.standard()::line).bring(Catalog.load().charts()) ? Redkite.DONE : Redkite.FAILED;
    }

    /** As functions/pom.xml has it. */
    private static Path built() {
        return Path.of(System.getProperty("redkite.home", "..")).resolve("functions").resolve("charts");
    }
}
