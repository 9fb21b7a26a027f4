package dev.redkite.trigger.http;

import dev.redkite.environment.Plan;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * What a specification would become; nothing was made.
 *
 * @param environment  its name
 * @param generation   which one it would be
 * @param costPerHour  US dollars, at list prices, of all but what {@code plan.cost.unpriced} names; left out when no price is known
 * @param costPerMonth the same
 * @param warnings     what to know before agreeing, each a sentence
 * @param plan         everything filled in, the cost line by line among it
 */
@Schema(name = "PlanAnswer")
record PlanView(
        String environment, int generation, @LeftOut Double costPerHour, @LeftOut Double costPerMonth, List<String> warnings, Plan plan) {

    static PlanView of(Plan plan) {
        return new PlanView(plan.environment(), plan.generation(), plan.cost().perHour(), plan.cost().perMonth(),
                plan.warnings(), plan);
    }
}
