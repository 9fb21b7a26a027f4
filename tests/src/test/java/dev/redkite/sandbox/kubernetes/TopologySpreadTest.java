package dev.redkite.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** In the scheduler's words (https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/). */
class TopologySpreadTest {

    private final TestCluster cluster = new TestCluster().withNodes(3);

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void pods_that_insist_on_a_label_that_no_node_has_are_not_placed() {
        List<Pod> pods = placed(2, "rack", "DoNotSchedule", "");

        assertThat(pods).hasSize(2).allSatisfy(pod -> assertThat(unplaced(pod)).isEqualTo(
                "0/3 nodes are available: 3 node(s) didn't match pod topology spread constraints (missing required label)."));
    }

    @Test
    void pods_are_spread_as_evenly_as_they_insist_on() {
        List<Pod> pods = placed(6, "topology.kubernetes.io/zone", "DoNotSchedule", "");

        assertThat(pods).hasSize(6).extracting(pod -> pod.getSpec().getNodeName()).doesNotContainNull();
    }

    @Test
    void a_pod_that_would_be_one_too_many_is_not_placed() {
        List<Pod> pods = placed(2, "topology.kubernetes.io/zone", "DoNotSchedule", "nodeSelector: {topology.kubernetes.io/zone: us-east-1a}, ");

        assertThat(pods).filteredOn(pod -> pod.getSpec().getNodeName() == null).singleElement().satisfies(pod ->
                assertThat(unplaced(pod)).contains("1 node(s) didn't match pod topology spread constraints"));
    }

    @Test
    void a_wish_keeps_nobody_from_a_node() {
        assertThat(placed(2, "rack", "ScheduleAnyway", "")).extracting(pod -> pod.getSpec().getNodeName()).doesNotContainNull();
    }

    private List<Pod> placed(int replicas, String key, String otherwise, String more) {
        cluster.client().resource(new NamespaceBuilder().withNewMetadata().withName("milvus").endMetadata().build()).create();
        cluster.client().load(new ByteArrayInputStream("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: proxy, namespace: milvus}
                spec:
                  replicas: %d
                  selector: {matchLabels: {component: proxy}}
                  template:
                    metadata: {labels: {component: proxy}}
                    spec: {%scontainers: [{name: proxy, image: "milvus:1"}], topologySpreadConstraints: [{maxSkew: 1, topologyKey: %s,
                      whenUnsatisfiable: %s, labelSelector: {matchLabels: {component: proxy}}}]}
                """.formatted(replicas, more, key, otherwise).getBytes(StandardCharsets.UTF_8))).items()
                .forEach(item -> cluster.client().resource(item).create());
        cluster.clock.advance(Duration.ofMinutes(1));
        return cluster.client().pods().inNamespace("milvus").list().getItems();
    }

    private static String unplaced(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("PodScheduled"))
                .map(PodCondition::getMessage)
                .findFirst().orElse("");
    }
}
