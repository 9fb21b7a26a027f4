package dev.redkite.milvus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.environment.Plan;
import dev.redkite.failure.StageException;
import dev.redkite.json.Json;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The release's first half, for which there need be no brokers, and what the second makes of it. */
@ParameterizedClass
@ValueSource(strings = {"2.6.15", "2.2.13"})
class FoundationTest {

    private final Installed installed = new Installed();
    private final Plan plan;

    FoundationTest(String version) {
        plan = Plans.of(version);
    }

    @BeforeEach
    void installController() {
        installed.controller(plan);
    }

    @AfterEach
    void close() {
        installed.close();
    }

    private Stream<String> pods() {
        return installed.kubernetes.pods().inNamespace("milvus").list().getItems().stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .map(Pod::getMetadata)
                .map(pod -> pod.getName().replaceFirst("^milvus-([a-z]+)-.*", "$1"))
                .distinct();
    }

    private DaemonSet images() {
        return installed.kubernetes.apps().daemonSets().inNamespace("milvus").withName("milvus-images").get();
    }

    @Test
    void etcd_attu_and_what_load_balancers_are_made_for_stand_and_no_process_of_milvus_runs() {
        installed.foundation(plan);

        assertThat(pods()).containsExactlyInAnyOrder("etcd", "attu", "images");
        assertThat(LoadBalancedObjects.findService(installed.kubernetes, plan)).isPresent();
        assertThat(LoadBalancedObjects.findIngress(installed.kubernetes, plan)).isPresent();
    }

    /** By Helm itself: a chart that asks whether it is installed or upgraded would show here. */
    @Test
    void the_upgraded_release_is_the_one_that_a_single_installation_makes() {
        try (Installed upgraded = Installed.byHelmItself();
                Installed atOnce = Installed.byHelmItself()) {
            upgraded.controller(plan);
            upgraded.foundation(plan);
            assertThat(upgraded.milvus(plan).path("revision").asInt()).isEqualTo(2);
            atOnce.controller(plan);
            assertThat(atOnce.milvus(plan).path("revision").asInt()).isEqualTo(1);
            Map.Entry<JsonNode, String> single = atOnce.platform.newest("milvus", "milvus");
            assertThat(upgraded.platform.newest("milvus", "milvus").getKey()).isEqualTo(single.getKey());
            assertThat(upgraded.platform.newest("milvus", "milvus").getValue()).isEqualTo(single.getValue());
        }
    }

    @Test
    void the_upgrade_rolls_no_member_of_etcd() {
        installed.foundation(plan);
        StatefulSet before = installed.kubernetes.apps().statefulSets().inNamespace("milvus").withName("milvus-etcd").get();
        installed.milvus(plan);

        StatefulSet after = installed.kubernetes.apps().statefulSets().inNamespace("milvus").withName("milvus-etcd").get();
        assertThat(after.getSpec()).isEqualTo(before.getSpec());
        assertThat(after.getStatus().getUpdateRevision()).isEqualTo(before.getStatus().getUpdateRevision());
    }

    @Test
    void every_node_pulls_milvus_image_with_whatever_name_and_right_the_user_gave_it_until_the_release_is_whole() {
        Plan own = Plans.plan(plan.milvus().version(), Json.parse("""
                {"image": {"all": {"repository": "registry.example.com/mirror/milvus", "pullSecrets": ["mirror"]}}}"""));
        installed.foundation(own);

        var pod = images().getSpec().getTemplate().getSpec();
        assertThat(pod.getContainers()).extracting(Container::getImage)
                .containsExactly("registry.example.com/mirror/milvus:v" + plan.milvus().version());
        assertThat(pod.getImagePullSecrets()).extracting("name").containsExactly("mirror");
        assertThat(images().getStatus().getDesiredNumberScheduled()).isEqualTo(6);

        installed.milvus(own);
        assertThat(images()).isNull();
    }

    @Test
    void a_cluster_that_refuses_to_pull_beforehand_gets_its_foundation_all_the_same() {
        installed.platform.refuse(request -> request.path().endsWith("/daemonsets"));

        assertThat(installed.foundation(plan).path("revision").asInt()).isEqualTo(1);

        assertThat(images()).isNull();
        assertThat(installed.milvus(plan).path("revision").asInt()).isEqualTo(2);
    }

    @Test
    void asked_again_it_changes_nothing_neither_at_the_first_half_nor_of_a_whole_release() {
        installed.foundation(plan);
        assertThat(installed.foundation(plan).path("revision").asInt()).isEqualTo(1);
        installed.milvus(plan);

        assertThat(installed.foundation(plan).path("revision").asInt()).isEqualTo(2);

        assertThat(images()).isNull();
        assertThat(pods()).contains("proxy").doesNotContain("images");
    }

    @Test
    void an_update_is_left_to_the_release() {
        installed.foundation(plan);
        installed.milvus(plan);
        Plan other = Plans.plan(plan.milvus().version(), Json.parse("{\"log\": {\"level\": \"debug\"}}"));

        assertThat(installed.foundation(other).path("revision").asInt()).isEqualTo(2);
        assertThat(installed.milvus(other).path("revision").asInt()).isEqualTo(3);
    }

    @Test
    void values_that_are_corrected_between_the_halves_are_those_of_the_release() {
        installed.foundation(plan);
        Plan corrected = Plans.plan(plan.milvus().version(), Json.parse("{\"log\": {\"level\": \"debug\"}}"));

        installed.foundation(corrected);
        installed.milvus(corrected);

        assertThat(installed.platform.newest("milvus", "milvus").getKey().at("/log/level").asText()).isEqualTo("debug");
    }

    @Test
    void an_installation_that_came_to_nothing_is_made_again() {
        installed.platform.refuse(request -> request.verb().equals("create") && request.path().endsWith("/statefulsets"));
        assertThatThrownBy(() -> installed.calls(plan).call(new MilvusFoundationFunction(installed.platform), "ensure"))
                .isInstanceOf(StageException.class);
        installed.platform.refuse(_ -> false);

        assertThat(installed.foundation(plan).path("revision").asInt()).isEqualTo(1);
        assertThat(installed.milvus(plan).path("revision").asInt()).isEqualTo(2);
    }

    @Test
    void torn_down_at_its_first_half_it_leaves_nothing() {
        installed.foundation(plan);

        installed.remove(plan);

        assertThat(installed.kubernetes.namespaces().withName("milvus").get()).isNull();
        assertThat(List.copyOf(installed.kubernetes.persistentVolumes().list().getItems())).isEmpty();
    }
}
