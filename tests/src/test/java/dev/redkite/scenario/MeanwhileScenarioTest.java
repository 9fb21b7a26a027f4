package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.states.Execution;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eks.EksClient;

/** What somebody takes away while an environment is being made: the failure says that it is gone, and its next move leads on. */
class MeanwhileScenarioTest {

    private static final String INSTALLS = "MilvusRelease Kubernetes:";

    @AutoClose
    private final MinimalEnvironment environment = new MinimalEnvironment();
    private final Sandbox sandbox = environment.sandbox();

    private Execution failed(String change, Duration later, Consumer<KubernetesClient> by) {
        Execution execution = sandbox.start(Events.read("01-minimal"));
        sandbox.runUntil(() -> Happened.changes(sandbox, 0).stream().anyMatch(each -> each.startsWith(change)));
        sandbox.advance(later);
        by.accept(sandbox.kubernetes("redkite-demo"));
        assertThat(sandbox.run(execution).phase()).isEqualTo("FAILED");
        return execution;
    }

    private void saysAndIsRedriven(Execution execution, String... said) {
        Outcome failed = sandbox.outcome(execution);
        assertThat(failed.message()).contains(said).contains("Next: redrive the execution, which ");
        sandbox.executions().redrive(execution);
        Outcome outcome = sandbox.run(execution);
        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
    }

    @Test
    void an_ingress_that_is_gone_is_not_waited_for() {
        Execution execution = failed(INSTALLS, Duration.ofMinutes(1), kubernetes ->
                kubernetes.network().v1().ingresses().inNamespace("milvus").withName("milvus-attu").delete());

        assertThat(sandbox.outcome(execution).elapsed()).isLessThan(Duration.ofMinutes(40));
        saysAndIsRedriven(execution, "Exposure: Ingress milvus-attu is not there: somebody has deleted it");
    }

    @Test
    void a_service_that_is_gone_is_not_waited_for() {
        Execution execution = failed(INSTALLS, Duration.ofMinutes(1), kubernetes ->
                kubernetes.services().inNamespace("milvus").withName("milvus").delete());

        assertThat(sandbox.outcome(execution).elapsed()).isLessThan(Duration.ofMinutes(40));
        saysAndIsRedriven(execution, "Exposure: Service milvus is not there: somebody has deleted it");
    }

    @Test
    void a_load_balancer_controller_that_is_gone_is_named_where_its_work_is_waited_for() {
        Execution execution = failed(INSTALLS, Duration.ZERO, kubernetes -> kubernetes.apps().deployments()
                .inNamespace("kube-system").withName("aws-load-balancer-controller").delete());

        saysAndIsRedriven(execution, "no healthy target yet behind port 19530 of load balancer demo-g1-milvus; no pod of the load balancer controller is ready");
    }

    @Test
    void nodes_that_are_scaled_to_nothing_are_no_outage_of_a_service() {
        Execution execution = failed("NodeGroup Eks:CreateNodegroup", Duration.ofMinutes(6), _ -> sandbox.world().client(EksClient.class)
                .updateNodegroupConfig(request -> request.clusterName("redkite-demo").nodegroupName("milvus")
                        .scalingConfig(scaling -> scaling.minSize(0).desiredSize(0).maxSize(3))));

        assertThat(sandbox.outcome(execution).message()).doesNotContain("Health Dashboard");
        saysAndIsRedriven(execution, "no endpoints available for service");
    }
}
