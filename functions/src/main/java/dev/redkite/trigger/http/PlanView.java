package dev.redkite.trigger.http;

import dev.redkite.environment.Plan;
import dev.redkite.environment.PlannedChange;
import dev.redkite.environment.Preview;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a specification would become; nothing was made.
 *
 * @param environment  its name
 * @param generation   which one it would be
 * @param costPerHour  US dollars, at list prices, of all but what {@code plan.cost.unpriced} names; left out when no price is known
 * @param costPerMonth the same
 * @param changes      what an update with it would make different of what stands, none when everything is so already; left out
 *                     when nothing stands, or nothing was planned before that is known
 * @param warnings     what to know before agreeing, each a sentence
 * @param plan         everything filled in, the cost line by line among it
 */
@Schema(name = "PlanAnswer")
record PlanView(
        String environment, int generation, @Nullable Double costPerHour, @Nullable Double costPerMonth,
        @Nullable List<PlannedChange> changes, List<String> warnings, Plan plan) {

    static PlanView of(Preview preview) {
        Plan plan = preview.plan();
        return new PlanView(plan.environment(), plan.generation(), plan.cost().perHour(), plan.cost().perMonth(),
                preview.changes(), plan.warnings(), plan);
    }
}
