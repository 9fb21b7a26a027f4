package dev.redkite.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.stage.Progress.Done;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A release whose chart writes what the API server writes otherwise. */
class ReleaseDriftTest extends SmallRelease {

    private static final Done<ReleaseFacts> FIRST = new Done<>(new ReleaseFacts("default", "small", "1.0.0", 1));

    @BeforeEach
    void writeWorkload() throws IOException {
        Files.writeString(chart.resolve("templates/worker.yaml"), """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: worker, creationTimestamp: null, labels: {app: worker}}
                spec:
                  replicas: 3
                  minReadySeconds: 0
                  paused: false
                  selector: {matchLabels: {app: worker}}
                  template:
                    metadata: {labels: {app: worker}, annotations: {}}
                    spec:
                      hostNetwork: false
                      nodeSelector: {}
                      tolerations: []
                      containers:
                      - name: worker
                        image: worker:1
                        imagePullPolicy: ""
                        args: [run, --level=1]
                        nobodyKnows: this
                        env: [{name: EMPTY, value: ""}, {name: LEVEL, value: "1"}]
                        ports: [{containerPort: 8080}]
                        resources: {limits: {cpu: 0.5, memory: 1024Mi}, requests: {cpu: "0.25"}}
                        volumeMounts: [{name: settings, mountPath: /settings, readOnly: false}]
                      volumes: [{name: settings, configMap: {name: settings, defaultMode: 0644}}]
                ---
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: worker}
                spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: worker}, minReplicas: 1, maxReplicas: 5}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: worker}
                spec: {type: "", clusterIP: "", selector: {app: worker}, ports: [{port: 80, targetPort: 8080, nodePort: null}]}
                ---
                apiVersion: v1
                kind: Secret
                metadata: {name: generated}
                stringData: {password: made-once}
                """);
        stage.ensure(wanted("debug"));
    }

    private KubernetesClient kubernetes() {
        return platform.kubernetes();
    }

    private void setImage(String image) {
        kubernetes().apps().deployments().inNamespace("default").withName("worker").edit(found -> {
            found.getSpec().getTemplate().getSpec().getContainers().getFirst().setImage(image);
            return found;
        });
    }

    private String image() {
        return kubernetes().apps().deployments().inNamespace("default").withName("worker").get()
                .getSpec().getTemplate().getSpec().getContainers().getFirst().getImage();
    }

    @Test
    void takes_what_the_server_writes_in_its_own_way_for_what_the_chart_says() {
        assertThat(stage.ensure(wanted("debug"))).isEqualTo(FIRST);
    }

    @Test
    void leaves_replicas_to_the_autoscaler_and_generated_texts_to_whom_rotates_them() {
        kubernetes().apps().deployments().inNamespace("default").withName("worker").scale(5);
        kubernetes().secrets().inNamespace("default").withName("generated").edit(secret -> {
            secret.getData().put("password", "cm90YXRlZA==");
            return secret;
        });

        assertThat(stage.ensure(wanted("debug"))).isEqualTo(FIRST);
    }

    @Test
    void puts_an_edited_workload_right_and_then_finds_nothing() {
        kubernetes().apps().deployments().inNamespace("default").withName("worker").edit(found -> {
            var container = found.getSpec().getTemplate().getSpec().getContainers().getFirst();
            container.setImage("worker:2");
            container.setArgs(List.of("run"));
            container.getEnv().removeIf(variable -> variable.getName().equals("LEVEL"));
            container.getResources().getLimits().put("memory", new Quantity("2Gi"));
            return found;
        });
        kubernetes().services().inNamespace("default").withName("worker").edit(found -> {
            found.getSpec().getPorts().getFirst().setTargetPort(new IntOrString(9090));
            return found;
        });

        var second = new Done<>(new ReleaseFacts("default", "small", "1.0.0", 2));
        assertThat(stage.ensure(wanted("debug"))).isEqualTo(second);
        assertThat(image()).isEqualTo("worker:1");
        assertThat(stage.ensure(wanted("debug"))).isEqualTo(second);
    }

    @Test
    void names_and_does_not_fight_what_is_edited_again_at_once() {
        setImage("worker:2");
        stage.ensure(wanted("debug"));
        setImage("worker:2");

        assertThat(stage.ensure(wanted("debug"))).isEqualTo(new Done<>(new ReleaseFacts("default", "small", "1.0.0", 2,
                List.of("Deployment worker was edited: spec.template.spec.containers[worker].image"))));
        platform.pass(ReleaseStage.LONGEST_CALL);
        stage.ensure(wanted("debug"));
        assertThat(image()).isEqualTo("worker:1");
    }

    /** https://cert-manager.io/docs/concepts/ca-injector/ */
    @Test
    void leaves_the_certificate_authority_to_whom_the_chart_lets_inject_it() throws IOException {
        Files.writeString(chart.resolve("templates/webhook.yaml"), """
                apiVersion: admissionregistration.k8s.io/v1
                kind: ValidatingWebhookConfiguration
                metadata: {name: worker, annotations: {cert-manager.io/inject-ca-from: default/worker}}
                webhooks:
                - name: worker.example.com
                  failurePolicy: Ignore
                  sideEffects: None
                  admissionReviewVersions: [v1]
                  clientConfig: {url: "https://127.0.0.1:1/", caBundle: ""}
                  rules: [{apiGroups: [example.com], apiVersions: [v1], operations: [CREATE], resources: [nothings]}]
                """);
        stage.ensure(wanted("warn"));
        kubernetes().admissionRegistration().v1().validatingWebhookConfigurations().withName("worker").edit(found -> {
            found.getWebhooks().getFirst().getClientConfig().setCaBundle("aW5qZWN0ZWQ=");
            return found;
        });

        assertThat(stage.ensure(wanted("warn"))).isEqualTo(new Done<>(new ReleaseFacts("default", "small", "1.0.0", 2)));
    }
}
