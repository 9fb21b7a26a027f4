package dev.redkite.sandbox.charts;

import dev.redkite.catalog.ChartRelease;
import dev.redkite.sandbox.charts.ChartFetch.Fetched;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Brings charts and tells people of each; {@code ./redkite charts} and the build of the artefact are this.
 *
 * @param lines where each line is told
 */
public record ChartDelivery(ChartFetch fetch, Consumer<String> lines) {

    /**
     * Whatever fails, the others are brought, so that one more try has less to do.
     *
     * @return whether all are there now
     */
    public boolean bring(List<ChartRelease> charts) {
        List<ChartRelease> missing = new ArrayList<>();
        for (ChartRelease chart : charts) {
            switch (fetch.fetch(chart)) {
                case Fetched.Brought brought -> lines.accept("%s %s: %s, %s; SHA-256 %s as pinned".formatted(
                        chart.name(), chart.version(), brought.archive(), brought.from(), chart.digest()));
                case Fetched.Missing(_, String reason) -> {
                    missing.add(chart);
                    lines.accept("%s %s is missing: %s.".formatted(chart.name(), chart.version(), reason));
                }
            }
        }
        if (!missing.isEmpty()) {
            advise(missing);
        }
        return missing.isEmpty();
    }

    private void advise(List<ChartRelease> missing) {
        lines.accept("");
        lines.accept("Without %s Redkite cannot be built for AWS, and installs nothing there; plan, run and serve go on with the sandbox's"
                .formatted(missing.size() == 1 ? "it" : "them") + " stand-ins.");
        lines.accept("Next: try again where the repositories can be reached, or bring these archives here by other means, and give their"
                + " directory to the same command, as REDKITE_CHARTS_FROM:");
        missing.forEach(chart -> lines.accept("  helm pull %s --version %s --repo %s".formatted(
                chart.name(), chart.version(), chart.repository())));
        lines.accept("  export REDKITE_CHARTS_FROM=DIR");
        lines.accept("What a publisher has replaced is reviewed first, and pinned anew in catalog.json and functions/pom.xml.");
    }
}
