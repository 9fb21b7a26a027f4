package dev.redkite.contract.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.contract.JudgedBy;
import dev.redkite.failure.Transient;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A release whose Helm was killed while it worked, by what Kubernetes really holds then: one life of it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@JudgedBy(value = Verdicts.JUDGE, variable = ControlPlane.VARIABLE)
class RepairTest {

    private static final String FIRST = Recording.EVENTS.getFirst();
    private static final String LATER = "13-update-sizes";

    /** Holds what Helm does to Deployments of the release, once it is told to. */
    private static final String GATE = """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingWebhookConfiguration
            metadata: {name: gate}
            webhooks:
            - name: gate.example.com
              clientConfig: {url: "https://127.0.0.1:%d/", caBundle: "%s"}
              namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: milvus}}
              rules: [{apiGroups: [apps], apiVersions: [v1], operations: [CREATE, UPDATE, DELETE], resources: [deployments]}]
              timeoutSeconds: 30
              sideEffects: None
              admissionReviewVersions: [v1]
            """;

    private static Recording recording;
    private static RealCluster cluster;
    private static Webhooks gate;

    @BeforeAll
    static void open() {
        recording = new Recording();
        cluster = new RealCluster(recording);
        for (String stage : List.of("StorageClass", "LoadBalancerController")) {
            finish(FIRST, stage, "ensure");
        }
        gate = ControlPlane.running().gate();
        cluster.plane().machinery().load(new java.io.ByteArrayInputStream(GATE
                .formatted(gate.port(), cluster.plane().access().certificateAuthority()).getBytes())).create();
    }

    @AfterAll
    static void close() {
        if (cluster != null) {
            kubernetes().admissionRegistration().v1().validatingWebhookConfigurations().withName("gate").delete();
            gate.close();
            for (String stage : List.of("LoadBalancerController", "StorageClass")) {
                finish(FIRST, stage, "retire");
            }
            cluster.close();
            recording.close();
        }
    }

    private static KubernetesClient kubernetes() {
        return cluster.plane().machinery();
    }

    private static JsonNode finish(String event, String stage, String action) {
        return new StageCall(stage, recording.input(event, stage, action)).finish(cluster).answer();
    }

    /** Calls until Helm is at work, and is killed. */
    private static void killed(String event, String action) {
        cluster.killHelm(gate);
        StageCall call = new StageCall("MilvusRelease", recording.input(event, "MilvusRelease", action));
        assertThatThrownBy(() -> call.untilTransient(cluster)).isInstanceOf(Transient.class).hasMessageContaining("was killed");
        cluster.killHelm(null);
    }

    private static String status() {
        return kubernetes().secrets().inNamespace("milvus").withLabel("owner", "helm").list().getItems().getLast()
                .getMetadata().getLabels().get("status");
    }

    @Test
    @Order(1)
    void a_first_installation_that_was_killed_is_finished_and_etcd_begins_anew() {
        killed(FIRST, "ensure");
        assertThat(status()).isEqualTo("pending-install");
        cluster.pass(Duration.ofMinutes(5));

        finish(FIRST, "MilvusRelease", "ensure");
        finish(FIRST, "Exposure", "ensure");
        finish(FIRST, "HealthProbe", "ensure");

        assertThat(status()).isEqualTo("deployed");
        assertThat(Serialization.asJson(kubernetes().apps().statefulSets().inNamespace("milvus").withName("milvus-etcd").get()))
                .doesNotContain("\"existing\"");
    }

    @Test
    @Order(2)
    void an_upgrade_that_was_killed_is_finished() {
        killed(LATER, "ensure");
        assertThat(status()).isEqualTo("pending-upgrade");
        cluster.pass(Duration.ofMinutes(5));

        finish(LATER, "MilvusRelease", "ensure");
        finish(LATER, "HealthProbe", "ensure");

        assertThat(status()).isEqualTo("deployed");
    }

    @Test
    @Order(3)
    void a_removal_that_was_killed_goes_on_to_its_end() {
        finish(LATER, "Exposure", "retire");
        killed(LATER, "retire");
        assertThat(status()).isEqualTo("uninstalling");
        cluster.pass(Duration.ofMinutes(5));

        finish(LATER, "MilvusRelease", "retire");

        cluster.plane().awaitNamespaceGone("milvus");
        assertThat(kubernetes().persistentVolumes().list().getItems()).isEmpty();
    }

    @Test
    @Order(4)
    void an_installation_that_a_webhook_refused_once_is_finished() {
        cluster.silence(true);
        StageCall install = new StageCall("MilvusRelease", recording.input(FIRST, "MilvusRelease", "ensure"));
        assertThatThrownBy(() -> install.untilTransient(cluster)).isInstanceOf(Transient.class)
                .hasMessageContaining("vingress.elbv2.k8s.aws");
        cluster.silence(false);

        finish(FIRST, "MilvusRelease", "ensure");
        finish(FIRST, "HealthProbe", "ensure");
        assertThat(status()).isEqualTo("deployed");

        finish(FIRST, "Exposure", "retire");
        finish(FIRST, "MilvusRelease", "retire");
        cluster.plane().awaitNamespaceGone("milvus");
    }
}
