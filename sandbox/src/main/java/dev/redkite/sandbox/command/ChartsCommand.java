package dev.redkite.sandbox.command;

import dev.redkite.catalog.Catalog;
import dev.redkite.catalog.ChartRelease;
import dev.redkite.sandbox.charts.ChartCache;
import dev.redkite.sandbox.charts.ChartFetch;
import dev.redkite.sandbox.charts.ChartFetch.Fetched;
import dev.redkite.sandbox.charts.ChartRepository;
import dev.redkite.sandbox.charts.ChartSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
            description = "Take the archives from here, as the repositories name them (NAME-VERSION.tgz), and ask nobody.")
    private Path from;

    @Option(names = "--to", paramLabel = "DIR", description = "Bring them here; functions/charts, where the build takes them from, if left out.")
    private Path to;

    @Override
    public Integer call() {
        if (from != null) {
            Requirement.directory("--from", from);
        }
        ChartSource source = from == null ? new ChartRepository() : ChartSource.in(from);
        return bring(new ChartFetch(source, cache(), to == null ? built() : to), Catalog.load().charts(), Terminal.standard());
    }

    /** Of this user, as the XDG Base Directory Specification has it. */
    private static ChartCache cache() {
        String named = Optional.ofNullable(System.getenv("XDG_CACHE_HOME")).orElse("");
        Path caches = Path.of(named).isAbsolute() ? Path.of(named) : Path.of(System.getProperty("user.home"), ".cache");
        return new ChartCache(caches.resolve("redkite").resolve("charts"));
    }

    /** As functions/pom.xml has it. */
    private static Path built() {
        return Path.of(System.getProperty("redkite.home", "..")).resolve("functions").resolve("charts");
    }

    /** Whatever fails, the others are brought, so that one more try has less to do. */
    static int bring(ChartFetch fetch, List<ChartRelease> charts, Terminal terminal) {
        List<ChartRelease> missing = new ArrayList<>();
        for (ChartRelease chart : charts) {
            switch (fetch.fetch(chart)) {
                case Fetched.Brought brought -> terminal.line("%s %s: %s, %s; SHA-256 %s as pinned".formatted(
                        chart.name(), chart.version(), brought.archive(), brought.from(), chart.digest()));
                case Fetched.Missing(_, String reason) -> {
                    missing.add(chart);
                    terminal.line("%s %s is missing: %s.".formatted(chart.name(), chart.version(), reason));
                }
            }
        }
        if (!missing.isEmpty()) {
            advise(missing, terminal);
            return Redkite.FAILED;
        }
        return Redkite.DONE;
    }

    private static void advise(List<ChartRelease> missing, Terminal terminal) {
        terminal.line("");
        terminal.line("Without %s Redkite cannot be built for AWS, and installs nothing there; plan, run and serve go on with the sandbox's"
                .formatted(missing.size() == 1 ? "it" : "them") + " stand-ins.");
        terminal.line("Next: try again where the repositories can be reached, or bring these archives here by other means, and give their"
                + " directory:");
        missing.forEach(chart -> terminal.line("  helm pull %s --version %s --repo %s".formatted(
                chart.name(), chart.version(), chart.repository())));
        terminal.line("  ./redkite charts --from DIR");
        terminal.line("What a publisher has replaced is reviewed first, and pinned anew in catalog.json and functions/pom.xml.");
    }
}
