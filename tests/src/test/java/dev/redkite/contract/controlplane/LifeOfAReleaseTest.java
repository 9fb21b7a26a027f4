package dev.redkite.contract.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.contract.JudgedBy;
import dev.redkite.json.Json;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every stage that works in a cluster, through its function, against Kubernetes' own control plane: one life of one release. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@JudgedBy(value = Verdicts.JUDGE, variable = ControlPlane.VARIABLE)
class LifeOfAReleaseTest {

    private static final String NEWEST = Recording.EVENTS.getLast();

    private static Recording recording;
    private static RealCluster cluster;

    @BeforeAll
    static void open() {
        recording = new Recording();
        cluster = new RealCluster(recording);
    }

    @AfterAll
    static void close() {
        cluster.close();
        recording.close();
    }

    private static Map<String, JsonNode> provision(String event) {
        Map<String, JsonNode> facts = new LinkedHashMap<>();
        for (String stage : StageCall.STAGES) {
            if (stage.equals("MilvusRelease") && recording.called(event, StageCall.UPGRADE)) {
                new StageCall(StageCall.UPGRADE, recording.input(event, StageCall.UPGRADE, "ensure")).finish(cluster);
            }
            StageCall call = new StageCall(stage, recording.input(event, stage, "ensure"));
            facts.put(stage, call.finish(cluster).answer());
        }
        return facts;
    }

    @Test
    @Order(1)
    void a_first_installation_comes_up_in_two_halves() {
        Map<String, JsonNode> facts = provision(Recording.EVENTS.getFirst());

        assertThat(facts.get(StageCall.FOUNDATION).path("revision").asInt()).isEqualTo(1);
        assertThat(revision(facts)).isEqualTo(2);
    }

    @Test
    @Order(2)
    void ensured_again_nothing_is_written() {
        int written = cluster.plane().writes().size();

        provision(Recording.EVENTS.getFirst());

        assertThat(cluster.plane().writes().stream().skip(written)).isEmpty();
        assertThat(revisions()).isEqualTo(3);
    }

    @Test
    @Order(3)
    void what_was_edited_by_hand_is_put_right_and_then_nothing_is_written() {
        KubernetesClient kubernetes = cluster.plane().machinery();
        container(kubernetes, "milvus", "milvus-datanode", container -> container.setImage("milvusdb/milvus:theirs"));
        container(kubernetes, "milvus", "milvus-querynode", container -> container.getEnv().removeFirst());
        container(kubernetes, "kube-system", "aws-load-balancer-controller", container -> container.getArgs().add("--log-level=debug"));
        cluster.pass(Duration.ofMinutes(10));

        assertThat(revision(provision(Recording.EVENTS.getFirst()))).isEqualTo(3);

        assertThat(Json.text(deployments(kubernetes))).doesNotContain("milvusdb/milvus:theirs").doesNotContain("--log-level=debug");
        int written = cluster.plane().writes().size();
        assertThat(revision(provision(Recording.EVENTS.getFirst()))).isEqualTo(3);
        assertThat(cluster.plane().writes().stream().skip(written)).isEmpty();
    }

    private static void container(KubernetesClient kubernetes, String namespace, String name, Consumer<Container> change) {
        kubernetes.apps().deployments().inNamespace(namespace).withName(name).edit(found -> {
            change.accept(found.getSpec().getTemplate().getSpec().getContainers().getFirst());
            return found;
        });
    }

    private static List<Deployment> deployments(KubernetesClient kubernetes) {
        return kubernetes.apps().deployments().inAnyNamespace().list().getItems();
    }

    static List<String> updates() {
        return Recording.EVENTS.subList(1, Recording.EVENTS.size());
    }

    @ParameterizedTest
    @Order(4)
    @MethodSource("updates")
    void an_update_is_carried_out_and_nothing_is_written_after_it(String event) {
        int updated = revision(provision(event));

        int written = cluster.plane().writes().size();
        assertThat(revision(provision(event))).isEqualTo(updated);
        assertThat(cluster.plane().writes().stream().skip(written)).isEmpty();
    }

    @Test
    @Order(5)
    void removed_it_leaves_nothing_of_ours_in_the_cluster() {
        for (String stage : StageCall.STAGES.reversed().stream().filter(each -> !each.equals(StageCall.FOUNDATION)).toList()) {
            new StageCall(stage, recording.input(NEWEST, stage, "retire")).finish(cluster);
        }

        KubernetesClient kubernetes = cluster.plane().machinery();
        cluster.plane().awaitNamespaceGone("milvus");
        assertThat(kubernetes.persistentVolumeClaims().inAnyNamespace().list().getItems()).isEmpty();
        assertThat(kubernetes.persistentVolumes().list().getItems()).isEmpty();
        assertThat(kubernetes.storage().v1().storageClasses().list().getItems()).isEmpty();
        assertThat(kubernetes.network().v1().ingressClasses().list().getItems()).isEmpty();
        assertThat(kubernetes.admissionRegistration().v1().validatingWebhookConfigurations().list().getItems()).isEmpty();
        assertThat(revisions()).isZero();
        assertThat(cluster.world.elasticLoadBalancing().inventory().values())
                .noneMatch(tags -> ControlPlane.CLUSTER.equals(tags.get("elbv2.k8s.aws/cluster")));
    }

    private static int revision(Map<String, JsonNode> facts) {
        return facts.get("MilvusRelease").path("revision").asInt();
    }

    private static int revisions() {
        return cluster.plane().machinery().secrets().inAnyNamespace().withLabel("owner", "helm").list().getItems().size();
    }
}
