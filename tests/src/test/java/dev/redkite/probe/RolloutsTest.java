package dev.redkite.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.sandbox.kubernetes.TestCluster;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One node of 7.9 cores: no place for two pods of five. */
class RolloutsTest {

    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: %1$s, namespace: default}
            spec:
              replicas: 1
              selector: {matchLabels: {component: %1$s}}
              template:
                metadata: {labels: {component: %1$s}}
                spec: {containers: [{name: milvus, image: "milvus:1", resources: {requests: {cpu: "%2$s"}}}]}
            """;

    private final TestCluster cluster = new TestCluster().withNodes(1);
    private final KubernetesClient kubernetes = cluster.client();
    private final Rollouts rollouts = new Rollouts(kubernetes, "default");

    @AfterEach
    void close() {
        cluster.close();
    }

    private void installed(String name, String cpu) {
        kubernetes.load(new ByteArrayInputStream(DEPLOYMENT.formatted(name, cpu).getBytes(StandardCharsets.UTF_8))).items()
                .forEach(item -> kubernetes.resource(item).create());
        settle();
    }

    private void updated(String name) {
        kubernetes.apps().deployments().inNamespace("default").withName(name).edit(deployment -> new DeploymentBuilder(deployment)
                .editSpec().editTemplate().editSpec().editFirstContainer().withImage("milvus:2").endContainer()
                .endSpec().endTemplate().endSpec().build());
    }

    private void settle() {
        cluster.clock.advance(Duration.ofMinutes(5));
        deployment("indexnode");
    }

    private Deployment deployment(String name) {
        return kubernetes.apps().deployments().inNamespace("default").withName(name).get();
    }

    @Test
    void a_new_pod_without_a_place_gets_the_old_ones() {
        installed("indexnode", "5");
        updated("indexnode");
        settle();
        assertThat(deployment("indexnode").getStatus().getReplicas()).as("old and new").isEqualTo(2);

        assertThat(rollouts.makeRoom()).contains("indexnode");

        settle();
        settle();
        assertThat(deployment("indexnode").getStatus().getReplicas()).isEqualTo(1);
        assertThat(deployment("indexnode").getStatus().getReadyReplicas()).isEqualTo(1);
        assertThat(deployment("indexnode").getStatus().getUpdatedReplicas()).isEqualTo(1);
        assertThat(rollouts.makeRoom()).isEmpty();
    }

    @Test
    void nothing_is_interrupted_while_another_rollout_still_moves() {
        installed("indexnode", "5");
        installed("proxy", "1");
        updated("indexnode");
        updated("proxy");

        assertThat(rollouts.makeRoom()).isEmpty();
    }

    @Test
    void a_rollout_that_finds_room_is_left_alone() {
        installed("indexnode", "2");
        updated("indexnode");
        settle();

        assertThat(rollouts.makeRoom()).isEmpty();
        assertThat(deployment("indexnode").getSpec().getStrategy().getRollingUpdate().getMaxSurge().getStrVal()).isEqualTo("25%");
    }

    @Test
    void a_first_pod_without_a_place_has_no_old_one_to_take_it_from() {
        installed("indexnode", "9");

        assertThat(rollouts.makeRoom()).isEmpty();
    }
}
