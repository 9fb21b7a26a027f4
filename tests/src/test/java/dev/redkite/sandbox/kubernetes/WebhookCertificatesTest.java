package dev.redkite.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.sandbox.kubernetes.ClusterTimes.PodStart;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A webhook whose pods serve the certificate of the Secret that they mount. Authorities are "first" and "second". */
class WebhookCertificatesTest {

    private static final String WORLD = """
            {apiVersion: v1, kind: Secret, metadata: {name: served, namespace: default}, data: {ca.crt: Zmlyc3Q=}}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: webhook, namespace: default}
            spec: {selector: {app: webhook}, ports: [{port: 443, targetPort: 8443}]}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: webhook, namespace: default}
            spec:
              replicas: 2
              selector: {matchLabels: {app: webhook}}
              template:
                metadata: {labels: {app: webhook}}
                spec:
                  volumes: [{name: served, secret: {secretName: served}}]
                  containers: [{name: webhook, image: "webhook:1", ports: [{containerPort: 8443}]}]
            ---
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingWebhookConfiguration
            metadata: {name: hook}
            webhooks:
            - name: services.example.com
              admissionReviewVersions: [v1]
              sideEffects: None
              clientConfig: {caBundle: c2Vjb25k, service: {name: webhook, namespace: default, path: /validate}}
              rules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [configmaps]}]
            """;

    private final TestCluster cluster = new TestCluster().withNodes(2);
    private final KubernetesClient client = cluster.client();

    @BeforeEach
    void install() {
        load(WORLD);
        cluster.clock.advance(Duration.ofMinutes(2));
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private void load(String yaml) {
        client.load(new ByteArrayInputStream(("---\n" + yaml).getBytes(StandardCharsets.UTF_8))).items()
                .forEach(item -> client.resource(item).create());
    }

    private void createConfigMap() {
        load("{apiVersion: v1, kind: ConfigMap, metadata: {name: any, namespace: default}}");
    }

    private void serveSecond() {
        client.secrets().inNamespace("default").withName("served").edit(secret -> {
            secret.getData().put("ca.crt", "c2Vjb25k");
            return secret;
        });
    }

    @Test
    void refuses_while_its_pods_serve_the_certificate_of_another_authority() {
        assertThatThrownBy(this::createConfigMap).hasMessageContaining("failed calling webhook \"services.example.com\"")
                .hasMessageContaining("x509: certificate signed by unknown authority");
    }

    @Test
    void admits_when_the_kubelets_have_brought_the_new_certificate_into_the_pods() {
        serveSecond();
        assertThatThrownBy(this::createConfigMap).hasMessageContaining("x509");
        cluster.clock.advance(Duration.ofMinutes(1));
        assertThatCode(this::createConfigMap).doesNotThrowAnyException();
    }

    @Test
    void admits_when_every_pod_began_after_the_change() {
        serveSecond();
        cluster.podStart = new PodStart.Ready(Duration.ofSeconds(20));
        client.pods().inNamespace("default").withLabel("app", "webhook").delete();
        cluster.clock.advance(Duration.ofSeconds(50));
        assertThatCode(this::createConfigMap).doesNotThrowAnyException();
    }
}
