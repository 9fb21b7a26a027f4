package dev.redkite.sandbox.command;

import dev.redkite.catalog.Catalog;
import dev.redkite.sandbox.charts.ChartCache;
import dev.redkite.sandbox.charts.ChartDelivery;
import dev.redkite.sandbox.charts.ChartFetch;
import dev.redkite.sandbox.charts.ChartRepository;
import dev.redkite.sandbox.charts.ChartSource;
import java.nio.file.Path;

/**
 * Brings the pinned charts before the artefact is packed. functions/pom.xml starts it from its source, for functions/ is
 * built without this module: nothing here may need more than the functions' own libraries.
 */
final class ChartsForTheBuild {

    private ChartsForTheBuild() {}

    /** @param arguments where they are brought; a directory to take them from, or nothing */
    public static void main(String[] arguments) {
        String named = arguments.length > 1 ? arguments[1] : "";
        ChartSource source = ChartSource.of(named, System.getenv());
        if (source instanceof ChartRepository && Boolean.getBoolean("maven.offline")) {
            source = new ChartSource.Nobody("Maven is offline, so its repository is not asked");
        }
        ChartCache cache = ChartCache.of(System.getenv("XDG_CACHE_HOME"), System.getProperty("user.home"));
        ChartFetch fetch = new ChartFetch(source, cache, Path.of(arguments[0]));
        System.exit(new ChartDelivery(fetch, System.out::println).bring(Catalog.load().charts()) ? 0 : 1);
    }
}
