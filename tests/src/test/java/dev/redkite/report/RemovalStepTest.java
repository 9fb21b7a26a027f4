package dev.redkite.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.announcement.EventPublisher;
import dev.redkite.audit.AuditFacts;
import dev.redkite.environment.Plan;
import dev.redkite.failure.EnvironmentBusy;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.stage.Progress.Done;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RemovalStepTest {

    private final Told told = Told.byExecution("first");
    private final RemovalStep step = new RemovalStep(told.registry(), EventPublisher.of(told.platform()));

    private static RemovalSpec of(int generation, String execution) {
        Plan plan = new Plan("demo", generation, "123456789012", "us-west-2", Map.of(), false, null, null, null,
                null, null, null, null, null, null, null, List.of());
        return new RemovalSpec(plan, execution, false, true, new AuditFacts(0, 58, List.of("the bucket"), List.of()), List.of());
    }

    @Test
    void the_registry_says_removed_and_is_free_again() {
        RemovalFacts facts = ((Done<RemovalFacts>) step.run(of(1, "first"))).facts();

        assertThat(facts).isEqualTo(new RemovalFacts("demo", 1, 0, 58, List.of("the bucket"), List.of()));
        assertThat(told.record().phase()).isEqualTo(Phase.REMOVED);
        assertThat(told.record().execution()).isNull();
        assertThat(told.events()).singleElement().satisfies(event -> assertThat(event.detailType()).isEqualTo("Environment Removed"));
    }

    @Test
    void may_be_said_twice() {
        assertThat(step.run(of(1, "first"))).isEqualTo(step.run(of(1, "first")));
    }

    /** The lock is free again, and what is gone is another generation: its end is not mine. */
    @Test
    void does_not_take_an_older_generation_s_end_for_its_own() {
        step.run(of(1, "first"));

        assertThatThrownBy(() -> step.run(of(2, "second"))).isInstanceOf(EnvironmentBusy.class);

        assertThat(told.record().generation()).isEqualTo(1);
    }

    @Test
    void an_execution_whose_lock_was_taken_over_removes_nothing() {
        told.admit("second", "first");

        assertThatThrownBy(() -> step.run(of(1, "first"))).isInstanceOf(EnvironmentBusy.class);

        assertThat(told.record().phase()).isEqualTo(Phase.PROVISIONING);
    }
}
