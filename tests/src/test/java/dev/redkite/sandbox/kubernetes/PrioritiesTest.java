package dev.redkite.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClassBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PrioritiesTest {

    private final TestCluster cluster = new TestCluster().withNodes(1);
    private final KubernetesClient client = cluster.client();

    @AfterEach
    void close() {
        cluster.close();
    }

    private void pod(String name, String cpu, String priorityClass) {
        client.resource(new PodBuilder()
                .withNewMetadata().withName(name).withNamespace("default").endMetadata()
                .withNewSpec().withPriorityClassName(priorityClass).addNewContainer().withName("main").withImage("main:1")
                .withNewResources().withRequests(Map.of("cpu", new Quantity(cpu))).endResources().endContainer().endSpec()
                .build()).create();
    }

    private Pod found(String name) {
        return client.pods().inNamespace("default").withName(name).get();
    }

    private void important() {
        client.resource(new PriorityClassBuilder().withNewMetadata().withName("important").endMetadata().withValue(1000).build()).create();
    }

    @Test
    void a_pod_of_a_missing_class_is_refused() {
        assertThatThrownBy(() -> pod("a", "1", "important")).isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("pods \"a\" is forbidden: no PriorityClass with name important was found");
    }

    @Test
    void a_pod_of_higher_priority_takes_the_place_of_another() {
        important();
        pod("low", "5", null);
        cluster.clock.advance(Duration.ofMinutes(2));
        pod("high", "5", "important");
        cluster.clock.advance(Duration.ofMinutes(2));
        assertThat(found("low")).isNull();
        assertThat(found("high").getSpec().getNodeName()).isNotNull();
    }

    @Test
    void a_pod_takes_no_place_where_there_is_room() {
        important();
        pod("low", "2", null);
        pod("high", "2", "important");
        cluster.clock.advance(Duration.ofMinutes(2));
        assertThat(found("low").getSpec().getNodeName()).isNotNull();
    }

    @Test
    void a_pod_of_the_same_priority_waits() {
        pod("first", "5", null);
        cluster.clock.advance(Duration.ofMinutes(2));
        pod("second", "5", null);
        cluster.clock.advance(Duration.ofMinutes(2));
        assertThat(found("first")).isNotNull();
        assertThat(found("second").getSpec().getNodeName()).isNull();
    }

    @Test
    void a_place_that_was_promised_is_not_taken_by_a_lower_one() {
        important();
        pod("low", "5", null);
        cluster.clock.advance(Duration.ofMinutes(2));
        pod("high", "5", "important");
        pod("late", "5", null);
        cluster.clock.advance(Duration.ofMinutes(3));
        assertThat(found("high").getSpec().getNodeName()).isNotNull();
        assertThat(found("late").getSpec().getNodeName()).isNull();
    }
}
