package dev.redkite.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.announcement.EventPublisher;
import dev.redkite.environment.Plan.Cost.Line;
import dev.redkite.environment.Plan;
import dev.redkite.failure.EnvironmentBusy;
import dev.redkite.json.Json;
import dev.redkite.probe.FlushFacts;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.schedule.SchedulesFacts;
import dev.redkite.stage.Progress.Done;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SuspensionStepTest {

    private static final Plan.Cost COST = new Plan.Cost(1.0, 730.0, List.of(
            new Line("EKS control plane", 1, "hour", 0.1), new Line("m6i.2xlarge nodes", 3, "hour", 0.6),
            new Line("root volumes of the nodes, GiB", 300, "GiB-month", 0.1), new Line("NAT gateways", 3, "hour", 0.2)),
            List.of("NAT gateways", "secrets"), "2026-11-01");

    private static final Plan PLAN = new Plan("demo", 1, "123456789012", "us-west-2", Map.of(), false, null, null, null,
            null, null, null, null, null, null, COST, List.of());

    private final Told told = Told.byExecution("first");
    private final SuspensionStep step = new SuspensionStep(told.registry(), EventPublisher.of(told.platform()));

    private SuspensionFacts paused(String execution) {
        return ((Done<SuspensionFacts>) step.run(new SuspensionSpec(PLAN, execution, new FlushFacts(List.of("default.words"), true),
                new SchedulesFacts(List.of(new SchedulesFacts.Schedule("redkite-demo-wake", "at(2026-12-06T09:00:00)", "UTC")))))).facts();
    }

    @Test
    void what_goes_on_costs_less_by_machines_their_disks_and_nat_gateways() {
        SuspensionFacts facts = paused("first");

        assertThat(facts.cost().lines()).extracting(Line::what).containsExactly("EKS control plane");
        assertThat(facts.cost().perHour()).isEqualTo(0.1);
        assertThat(facts.cost().perMonth()).isEqualTo(73.0);
        assertThat(facts.cost().unpriced()).containsExactly("secrets");
        assertThat(facts.costRunning()).isEqualTo(COST);
    }

    @Test
    void the_registry_says_paused_and_is_free_again() {
        SuspensionFacts facts = paused("first");

        assertThat(told.record().phase()).isEqualTo(Phase.PAUSED);
        assertThat(told.record().execution()).isNull();
        assertThat(told.record().pause()).isEqualTo(Json.tree(facts));
        assertThat(facts.resumesAt()).isEqualTo("2026-12-06T09:00:00Z");
    }

    @Test
    void the_bus_hears_of_it() {
        paused("first");

        assertThat(told.events()).singleElement().satisfies(event -> {
            assertThat(event.detailType()).isEqualTo("Environment Paused");
            assertThat(event.detail().at("/pause/flushed/0").asText()).isEqualTo("default.words");
        });
    }

    @Test
    void said_twice_it_is_said_once_more_and_not_refused() {
        assertThat(paused("first")).isEqualTo(paused("first"));
    }

    @Test
    void an_environment_that_another_execution_has_taken_over_is_not_called_paused() {
        told.admit("second", "first");

        assertThatThrownBy(() -> paused("first")).isInstanceOf(EnvironmentBusy.class);
        assertThat(told.record().phase()).isEqualTo(Phase.PROVISIONING);
    }
}
