package dev.redkite.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.Release;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real Helm, with a small chart, against the fake. */
class HelmTest {

    @TempDir
    private Path chart;

    private final TestCluster cluster = new TestCluster().withNodes(2);
    private final KubernetesClient client = cluster.client();

    @BeforeEach
    void writeChart() throws IOException {
        SmallChart.write(chart, """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: settings}
                data: {level: "{{ .Values.level }}"}
                ---
                apiVersion: example.com/v1
                kind: Kite
                metadata: {name: red}
                spec: {wings: 2}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: web}
                spec: {selector: {app: web}, ports: [{port: 80}]}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  replicas: {{ .Values.replicas }}
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec: {containers: [{name: web, image: "web:1", env: [{name: LEVEL, value: "{{ .Values.level }}"}]}]}
                """);
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private Release install() {
        return Helm.install(chart.toString()).withKubeConfigContents(cluster.kubeconfig()).withNamespace("default")
                .withName("small").call();
    }

    private Release upgrade(String key, String value) {
        return Helm.upgrade(chart.toString()).withKubeConfigContents(cluster.kubeconfig()).withNamespace("default")
                .withName("small").set(key, value).call();
    }

    @Test
    void installs_a_chart_with_its_custom_resources() {
        assertThat(install().getStatus()).isEqualTo("deployed");
        assertThat(client.genericKubernetesResources("example.com/v1", "Kite").inNamespace("default").withName("red").get())
                .isNotNull();
    }

    @Test
    void keeps_the_release_in_a_secret_sent_as_protobuf() {
        install();
        assertThat(client.secrets().inNamespace("default").withLabel("owner", "helm").list().getItems())
                .singleElement()
                .satisfies(secret -> assertThat(secret.getType()).isEqualTo("helm.sh/release.v1"));
    }

    @Test
    void tells_the_status_of_a_release() {
        install();
        assertThat(Helm.status("small").withKubeConfigContents(cluster.kubeconfig()).withNamespace("default").call()
                .getStatus()).isEqualTo("deployed");
    }

    @Test
    void upgrades_in_place_by_strategic_merge() {
        install();
        upgrade("level", "debug");
        assertThat(client.configMaps().inNamespace("default").withName("settings").get().getData())
                .containsEntry("level", "debug");
        assertThat(client.apps().deployments().inNamespace("default").withName("web").get().getSpec().getTemplate().getSpec()
                .getContainers()).singleElement().satisfies(container -> assertThat(container.getEnv())
                        .singleElement().satisfies(variable -> assertThat(variable.getValue()).isEqualTo("debug")));
    }

    @Test
    void an_upgrade_that_changes_nothing_leaves_the_objects_as_they_are() {
        install();
        String before = client.services().inNamespace("default").withName("web").get().getMetadata().getResourceVersion();
        upgrade("level", "info");
        assertThat(client.services().inNamespace("default").withName("web").get().getMetadata().getResourceVersion())
                .isEqualTo(before);
    }

    @Test
    void refuses_to_install_a_release_twice() {
        install();
        assertThatThrownBy(this::install).hasMessageContaining("cannot re-use a name that is still in use");
    }

    @Test
    void waits_for_what_is_ready() {
        cluster.podStart = new ClusterTimes.PodStart.Ready(Duration.ZERO);
        cluster.podPlaced = Duration.ZERO;
        assertThat(Helm.install(chart.toString()).withKubeConfigContents(cluster.kubeconfig()).withNamespace("default")
                .withName("small").waitReady().withTimeout(20).call().getStatus()).isEqualTo("deployed");
    }

    @Test
    void uninstalling_leaves_nothing_but_the_definitions() {
        install();
        Helm.uninstall("small").withKubeConfigContents(cluster.kubeconfig()).withNamespace("default").call();
        cluster.clock.advance(Duration.ofMinutes(1));
        assertThat(client.apps().deployments().inNamespace("default").list().getItems()).isEmpty();
        assertThat(client.pods().inNamespace("default").list().getItems()).isEmpty();
        assertThat(client.secrets().inNamespace("default").list().getItems()).isEmpty();
    }

    @Test
    void an_unknown_release_has_no_status() {
        assertThatThrownBy(() -> Helm.status("none").withKubeConfigContents(cluster.kubeconfig()).withNamespace("default").call())
                .hasMessageContaining("release: not found");
    }
}
