package dev.redkite.environment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanCostTest {

    private static final Plan.Cost.Line NODES = new Plan.Cost.Line("nodes", 3, "hour", 2.7206);

    private static Plan.Cost of(List<Plan.Cost.Line> lines, List<String> unpriced) {
        return new Plan.Cost(2.7206, 1986.04, lines, unpriced, "2026-01-19");
    }

    @Test
    void is_said_in_dollars_when_every_price_is_known() {
        assertThat(of(List.of(NODES), List.of()).inWords()).isEqualTo("$2.72 per hour, $1,986 per month");
    }

    @Test
    void names_what_is_not_in_it() {
        assertThat(of(List.of(NODES), List.of("NAT gateways", "secrets")).inWords())
                .isEqualTo("from $2.72 per hour, $1,986 per month, without NAT gateways; secrets");
    }

    @Test
    void is_unknown_when_no_price_is_known() {
        assertThat(of(List.of(), List.of("secrets")).inWords()).isEqualTo("unknown: no list price is known in this region");
    }

    @Test
    void of_a_plan_that_was_kept_with_0_for_unknown_is_unknown_too() {
        Plan.Cost kept = Json.convert(Json.parse("""
                {"perHour": 0.0, "perMonth": 0.0, "lines": [], "asOf": "2026-01-19"}"""), Plan.Cost.class);

        assertThat(kept).isEqualTo(new Plan.Cost(null, null, List.of(), List.of(), "2026-01-19"));
        assertThat(Json.tree(kept).has("perHour") || Json.tree(kept).has("perMonth")).isFalse();
    }
}
