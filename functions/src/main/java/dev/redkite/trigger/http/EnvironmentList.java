package dev.redkite.trigger.http;

import dev.redkite.admission.Preflight;
import dev.redkite.environment.Plan;
import dev.redkite.platform.Platform;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.registry.Registry;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lists of environments: what is registered, in the registry's order, and behind that what stands without being so. What does not
 * need each other's answer is asked beside each other, for somebody waits.
 */
@Singleton
record EnvironmentList(Registry registry, Preflight preflight, Executions executions, Platform platform) {

    /** As many as a page may have, and one that tells that another follows; for a filter that few pass, so that it costs few questions. */
    private static final int MOST_AT_ONCE = 101;

    /** @param after {@code next} of the page before this one, if there is one */
    EnvironmentPage page(EnvironmentFilter filter, int limit, @Nullable String after) {
        List<EnvironmentRecord> found = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        String from = Cursor.after(after, Plan::isName);
        Supplier<SortedMap<String, Integer>> tagged = from == null ? platform.begin(preflight::tagged) : preflight::tagged;
        Supplier<List<EnvironmentRecord>> others = List::of;
        do {
            int wanted = filter.takesAllStanding() ? Math.min(MOST_AT_ONCE, limit + 1 - found.size()) : MOST_AT_ONCE;
            Registry.Page page = begin(filter, wanted, from).get();
            page.records().forEach(record -> seen.add(record.environment()));
            if (page.next() == null) {
                others = platform.begin(() -> preflight.unregistered(tagged.get(), seen));
            }
            executions.withHolderFailures(page.records()).stream().filter(filter::takes).forEach(found::add);
            from = page.next();
        } while (from != null && found.size() <= limit);
        if (found.size() > limit) {
            return page(found.subList(0, limit), Cursor.text(found.get(limit - 1).environment()));
        }
        others.get().stream().filter(filter::takes).forEach(found::add);
        return page(found, null);
    }

    private Supplier<Registry.Page> begin(EnvironmentFilter filter, int wanted, @Nullable String from) {
        return platform.begin(() -> filter.takesRemoved() ? registry.list(wanted, from) : registry.standing(wanted, from));
    }

    private static EnvironmentPage page(List<EnvironmentRecord> found, @Nullable String next) {
        return new EnvironmentPage(found.stream().map(EnvironmentSummary::of).toList(), next);
    }
}
