package dev.redkite.trigger.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.admission.Admission;
import dev.redkite.environment.Plan;
import dev.redkite.json.Json;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import org.junit.jupiter.api.Test;

class MessagesTest {

    @Test
    void a_cost_that_is_not_known_is_said_to_be_unknown_of_plans_and_of_what_stands() {
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(Json.object().put("region", "eu-central-1")))) {
            Plan plan = new Admission(sandbox.platform()).plan(Json.object().put("name", "demo"), 1);
            EnvironmentRecord record = new EnvironmentRecord("demo", 1, Phase.READY, null, "ann", null, plan, null, null, null, null, null, null, null, null, null);

            assertThat(Messages.of(plan, false).toString()).contains("unknown: no list price is known in this region").doesNotContain("$");
            assertThat(Messages.of(record).toString()).contains("unknown: no list price is known in this region").doesNotContain("$");
        }
    }
}
