package dev.redkite.audit;

import dev.redkite.environment.Plan;
import dev.redkite.platform.Platform;
import java.util.List;
import java.util.function.Supplier;

/** What stands of an environment, as the audit would find it; reads only, and sweeps nothing. */
public final class Leftovers {

    private final Platform platform;
    private final List<ResourceFinder> finders;

    public Leftovers(Platform platform) {
        this.platform = platform;
        // Whoever has no stack has no group of schedules either.
        boolean scheduled = !platform.deployment().scheduling().group().isEmpty();
        finders = ResourceFinders.all(platform).stream().filter(finder -> scheduled || !(finder instanceof ScheduleFinder)).toList();
    }

    /** Kind and name of each, in the order in which they can go. */
    public List<String> of(Plan plan) {
        AuditSpec spec = new AuditSpec(plan, false, false);
        List<Supplier<Findings>> asked = finders.stream().map(finder -> platform.begin(() -> finder.answer(spec))).toList();
        return asked.stream().flatMap(answer -> answer.get().leftovers().stream()).map(Leftover::name).distinct().toList();
    }
}
