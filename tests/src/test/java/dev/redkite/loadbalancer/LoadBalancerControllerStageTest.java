package dev.redkite.loadbalancer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.chart.ReleaseIdentity;
import dev.redkite.chart.ReleaseSpec;
import dev.redkite.chart.ReleaseStage;
import dev.redkite.chart.TestPlatform;
import dev.redkite.json.Json;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Progress;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By a chart of its Deployment and the Service of its webhook, and nothing else. */
class LoadBalancerControllerStageTest {

    @TempDir
    Path chart;

    private final TestPlatform platform = new TestPlatform((_, _, _) -> chart);
    private final LoadBalancerControllerStage stage = new LoadBalancerControllerStage(platform::kubernetes,
            new ReleaseStage(platform::kubernetes, platform::helm, platform.charts(), platform.time()), platform.time());

    @BeforeEach
    void writeChart() throws IOException {
        Files.createDirectories(chart.resolve("templates"));
        Files.writeString(chart.resolve("Chart.yaml"), "{apiVersion: v2, name: aws-load-balancer-controller, version: 3.5.0}\n");
        Files.writeString(chart.resolve("values.yaml"), "image: \"controller:1\"\n");
        Files.writeString(chart.resolve("templates/all.yaml"), """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: aws-load-balancer-controller}
                spec:
                  replicas: 1
                  selector: {matchLabels: {app.kubernetes.io/name: aws-load-balancer-controller}}
                  template:
                    metadata: {labels: {app.kubernetes.io/name: aws-load-balancer-controller}}
                    spec: {containers: [{name: controller, image: {{ .Values.image }}, resources: {requests: {cpu: {{ .Values.cpu | default 1 }}}}}]}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: aws-load-balancer-webhook-service}
                spec: {selector: {app.kubernetes.io/name: aws-load-balancer-controller}, ports: [{port: 443}]}
                """);
    }

    @AfterEach
    void close() {
        platform.close();
    }

    private Progress<LoadBalancerControllerFacts> ensure(String image, int cpu) {
        return stage.ensure(new LoadBalancerControllerSpec(platform.access(), new ReleaseSpec(platform.access(), "kube-system",
                "aws-load-balancer-controller", "aws-load-balancer-controller", "3.5.0", "", Json.object().put("image", image).put("cpu", cpu))));
    }

    private static String pending(Progress<?> progress) {
        assertThat(progress).isInstanceOf(Pending.class);
        return ((Pending<?>) progress).reason();
    }

    @Test
    void it_is_done_when_its_webhook_is_served() {
        assertThat(pending(ensure("controller:1", 1))).isEqualTo("the controller's webhook has no endpoints yet");
        assertThat(Controller.works(platform.kubernetes())).isFalse();
        platform.pass(Duration.ofMinutes(5));

        assertThat(ensure("controller:1", 1)).isInstanceOfSatisfying(Done.class, done -> assertThat(done.facts())
                .isEqualTo(new LoadBalancerControllerFacts("kube-system", "aws-load-balancer-controller", "3.5.0", null)));
        assertThat(Controller.works(platform.kubernetes())).isTrue();
    }

    @Test
    void pods_of_an_earlier_revision_serve_it_by_what_that_one_says_and_are_waited_for() {
        ensure("controller:1", 1);
        platform.pass(Duration.ofMinutes(5));

        assertThat(pending(ensure("controller:2", 1))).startsWith("the pods that serve the controller's webhook are being replaced");
        platform.pass(Duration.ofMinutes(5));
        assertThat(ensure("controller:2", 1)).isInstanceOf(Done.class);
    }

    @Test
    void pods_that_find_no_place_are_told_once_it_takes_longer_than_usual() {
        ensure("controller:1", 1_000);
        platform.pass(Duration.ofMinutes(11));

        assertThat(pending(ensure("controller:1", 1_000)))
                .startsWith("no endpoints available for service \"aws-load-balancer-webhook-service\" in kube-system; pod aws-load-balancer-controller-")
                .contains(": Unschedulable: ");
    }

    @Test
    void a_controller_that_is_not_there_does_not_work() {
        assertThat(Controller.works(platform.kubernetes())).isFalse();
    }

    @Test
    void the_webhooks_of_a_controller_that_does_not_work_are_taken_away() {
        platform.kubernetes().resource(new ValidatingWebhookConfigurationBuilder().withNewMetadata().withName("aws-load-balancer-webhook").endMetadata().build()).create();
        platform.kubernetes().resource(new ValidatingWebhookConfigurationBuilder().withNewMetadata().withName("another").endMetadata().build()).create();

        Controller.silenced(platform.kubernetes());

        assertThat(platform.kubernetes().admissionRegistration().v1().validatingWebhookConfigurations().list().getItems())
                .extracting(each -> each.getMetadata().getName()).containsExactly("another");
    }

    @Test
    void it_is_retired_with_its_release() {
        ensure("controller:1", 1);
        ReleaseIdentity identity = new ReleaseIdentity(platform.access(), "kube-system", "aws-load-balancer-controller");

        assertThat(stage.retire(identity)).isEqualTo(Progress.done());

        assertThat(platform.kubernetes().apps().deployments().inNamespace("kube-system").withName("aws-load-balancer-controller").get()).isNull();
    }
}
