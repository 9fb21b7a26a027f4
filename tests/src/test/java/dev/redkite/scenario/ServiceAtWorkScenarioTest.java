package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.kafka.model.ClusterState;

/** MSK at its own work for hours, and a load balancer controller that somebody took away: whole machines, nobody helps. */
class ServiceAtWorkScenarioTest {

    @AutoClose
    private final MinimalEnvironment environment = new MinimalEnvironment();
    private final Sandbox sandbox = environment.sandbox();

    @ParameterizedTest
    @EnumSource(value = ClusterState.class, names = {"MAINTENANCE", "HEALING", "REBOOTING_BROKER", "UPDATING"})
    void brokers_that_msk_is_at_work_on_for_hours_go_once_it_has_ended_and_keep_nothing_else(ClusterState state) {
        environment.made();
        sandbox.world().kafka().worksOn("redkite-demo", state, Duration.ofHours(5));
        boolean[] brokersAlone = {false};
        sandbox.world().intercept((call, service) -> {
            brokersAlone[0] |= call.toString().equals("Kafka:DeleteCluster") && environment.left().stream().noneMatch(thing -> thing.startsWith("eks:"));
            return service.get();
        });

        Outcome outcome = environment.teardown();

        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("REMOVED");
        assertThat(outcome.elapsed()).isBetween(Duration.ofHours(5), Duration.ofMinutes(330));
        assertThat(sandbox.executions().all()).as("one to provision, one to tear down").hasSize(2);
        assertThat(brokersAlone[0]).as("the cluster of EKS was gone by then").isTrue();
        assertThat(environment.left()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_controller_that_was_deleted_or_stopped_by_hand_works_again_after_the_next_provision(boolean deleted) {
        environment.made();
        RollableScalableResource<Deployment> controller = sandbox.kubernetes("redkite-demo").apps().deployments()
                .inNamespace("kube-system").withName("aws-load-balancer-controller");
        if (deleted) {
            controller.delete();
        } else {
            controller.scale(0);
        }
        sandbox.advance(Duration.ofMinutes(15));

        environment.made();

        assertThat(controller.get().getStatus().getReadyReplicas()).isPositive();
    }
}
