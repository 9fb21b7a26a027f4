package dev.redkite.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.failure.StageBroken;
import dev.redkite.failure.Transient;
import dev.redkite.platform.MilvusReach;
import dev.redkite.sandbox.kubernetes.ClusterTimes.PodStart;
import dev.redkite.sandbox.milvus.MilvusInterceptor.Fate;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.ByteArrayInputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Its tests wait for sockets and for clients that sleep, so they run side by side. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(60)
class HealthProbeStepTest extends ProbedRelease {

    @Test
    void passes_through_the_tunnel_to_a_proxy() {
        installed();

        assertThat(step.run(wanted)).isInstanceOfSatisfying(Done.class, done -> {
            HealthProbeFacts facts = (HealthProbeFacts) done.facts();
            assertThat(facts.serverVersion()).isEqualTo("v2.2.13");
            assertThat(facts.pods()).isEqualTo(2);
            assertThat(facts.steps()).hasSize(11);
        });
        assertThat(milvus.collections()).isEmpty();
    }

    @Test
    void a_tunnel_that_does_not_come_up_is_told_in_the_words_of_its_other_side() {
        installed();
        cluster.listeners.put(MilvusReach.PORT, new InetSocketAddress("127.0.0.1", 1));

        assertThat(patient.run(wanted)).isInstanceOfSatisfying(Pending.class, pending -> assertThat(pending.reason())
                .startsWith("data path not open at connect")
                .contains("the tunnel to its pod says: ")
                .contains("connection refused"));
    }

    @Test
    void probing_again_changes_nothing() {
        installed();

        assertThat(step.run(wanted)).isEqualTo(step.run(wanted));
    }

    @Test
    void an_empty_namespace_is_pending() {
        assertThat(step.run(wanted)).isEqualTo(new Pending<>("no workloads in namespace milvus yet"));
    }

    @Test
    void starting_pods_are_pending_by_name_and_number() {
        install();

        assertThat(reason(step.run(wanted))).startsWith("Deployment milvus-proxy 0 of 2 ready");
    }

    @Test
    void an_image_that_cannot_be_pulled_is_named() {
        cluster.podStart = new PodStart.Failing("ImagePullBackOff", "Back-off pulling image \"milvus:1\"");
        install();
        cluster.clock.advance(Duration.ofMinutes(5));

        assertThat(reason(step.run(wanted)))
                .isEqualTo("Deployment milvus-proxy 0 of 2 ready (ImagePullBackOff: Back-off pulling image \"milvus:1\")");
    }

    @Test
    void what_keeps_several_workloads_is_told_once() {
        cluster.podStart = new PodStart.Failing("ImagePullBackOff", "Back-off pulling image \"milvus:1\"");
        install();
        kubernetes.load(new ByteArrayInputStream(RELEASE.replace("milvus-proxy", "milvus-standby").replace("component: proxy", "component: standby")
                .getBytes(StandardCharsets.UTF_8))).items().stream().filter(Deployment.class::isInstance)
                .forEach(standby -> kubernetes.resource(standby).create());
        cluster.clock.advance(Duration.ofMinutes(5));

        assertThat(reason(step.run(wanted)))
                .isEqualTo("Deployment milvus-proxy 0 of 2 ready (ImagePullBackOff: Back-off pulling image \"milvus:1\"), Deployment milvus-standby 0 of 2 ready (likewise)");
    }

    @Test
    void pods_without_room_are_pending_with_the_schedulers_reason() {
        install();
        kubernetes.apps().deployments().inNamespace("milvus").withName("milvus-proxy").edit(deployment -> {
            deployment.getSpec().getTemplate().getSpec().setNodeSelector(Map.of("role", "none"));
            return deployment;
        });
        cluster.clock.advance(Duration.ofMinutes(5));

        assertThat(reason(step.run(wanted))).contains("Unschedulable: ");
    }

    @Test
    void a_port_that_nobody_listens_on_is_dialled_once_and_named_with_its_pod() {
        installed();
        cluster.listeners.clear();

        assertThat(reason(patient.run(wanted)))
                .startsWith("data path not open at connect (port 19530 of pod milvus/milvus-proxy-")
                .contains("): no connection; the tunnel to its pod says: ")
                .endsWith("dial tcp4 127.0.0.1:19530: connect: connection refused");
        assertThat(cluster.requests).filteredOn(request -> request.target().contains("portforward")).hasSize(1);
    }

    @Test
    void a_wrong_answer_is_broken_and_names_step_expected_and_got() {
        installed();
        milvus.losesRows(3);

        assertThatThrownBy(() -> step.run(wanted))
                .isInstanceOf(StageBroken.class)
                .hasMessageContaining("at the step query: expected 3000 rows, got 2997. Next:");
    }

    @Test
    void an_index_that_is_never_built_is_transient_and_says_whose_logs_to_read() {
        installed();
        milvus.buildsIndexesNever();

        assertThatThrownBy(() -> step.run(wanted))
                .isInstanceOf(Transient.class)
                .hasMessageContaining("did not come past the step create index within 300 s: the index of the field vector is InProgress")
                .hasMessageContaining("Next: read the logs of the index nodes");
    }

    /** An environment of before there was one in Secrets Manager, or where somebody deleted it. */

    @Test
    void what_a_killed_probe_left_the_next_one_drops() {
        installed();
        milvus.intercept(method -> Set.of("Query", "DropCollection").contains(method) ? Fate.REFUSED : Fate.SERVED);
        assertThat(step.run(wanted)).isInstanceOf(Pending.class);
        assertThat(milvus.collections()).isNotEmpty();
        milvus.intercept(_ -> Fate.SERVED);

        assertThat(step.run(wanted)).isInstanceOf(Done.class);

        assertThat(milvus.collections()).isEmpty();
    }
}
