package dev.redkite.sandbox.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.deployment.Operation;
import dev.redkite.deployment.Stages;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoppageTest {

    /** A stage without a line would explain nothing that its failure leaves behind; those whose failure is ignored end in none. */
    @Test
    void says_of_every_stage_of_a_teardown_that_can_fail_what_that_may_leave() {
        JsonNode states = Stages.TABLE.at("/machines/teardown/states");
        List<String> told = new ArrayList<>(Stages.names(Operation.teardown));
        states.findParents("ignored").forEach(state -> told.remove(state.path("stage").asText()));

        assertThat(Stoppage.DEPENDENTS).as("stages of teardown in stages.json").containsOnlyKeys(told);
    }
}
