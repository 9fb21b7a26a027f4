package dev.redkite.exposure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.environment.Plan;
import dev.redkite.environment.Scheme;
import dev.redkite.failure.StageBroken;
import dev.redkite.deployment.Stages;
import dev.redkite.json.Json;
import dev.redkite.platform.ClusterAccess;
import dev.redkite.sandbox.kubernetes.TestCluster;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import io.fabric8.kubernetes.api.model.LoadBalancerStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In a cluster in which no controller makes load balancers, so that everything is as the test says. */
class ExposureStageTest {

    private final TestCluster cluster = new TestCluster().withNodes(1);
    private final KubernetesClient kubernetes = cluster.client();
    private final ScriptedLoadBalancers aws = new ScriptedLoadBalancers();
    private final ExposureStage stage = new ExposureStage(_ -> kubernetes, aws::loadBalancers, cluster.clock);

    @BeforeEach
    void namespace() {
        create("apiVersion: v1\nkind: Namespace\nmetadata: {name: milvus}");
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private void create(String yaml) {
        kubernetes.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))).items().forEach(item -> kubernetes.resource(item).create());
    }

    private static ExposureSpec wanted(boolean attu) {
        Plan plan = new Plan("demo", 1, "123456789012", "us-west-2", Map.of(), false, null, null, null, null, null, null,
                new Plan.Exposure(Scheme.INTERNAL, List.of("10.0.0.0/8", "172.16.0.0/12")),
                new Plan.Attu(attu, "2.6.5", Scheme.INTERNAL, List.of("10.0.0.0/8"), null), null, null, List.of());
        return new ExposureSpec(plan, new ClusterAccess("redkite-demo", "https://unused", ""));
    }

    /** An address is written by hand, for the finalizer alone tells its controller of the Service. */
    private void service(String finalizer, String host) {
        create("""
                apiVersion: v1
                kind: Service
                metadata: {name: milvus, namespace: milvus, finalizers: [%s]}
                spec: {type: LoadBalancer, loadBalancerClass: example.com/none, selector: {app: a}, ports: [{port: 19530}]}
                """.formatted(finalizer));
        if (!host.isEmpty()) {
            kubernetes.services().inNamespace("milvus").withName("milvus").editStatus(service -> {
                service.getStatus().setLoadBalancer(new LoadBalancerStatusBuilder().addNewIngress().withHostname(host).endIngress().build());
                return service;
            });
        }
    }

    private static String pending(Progress<?> progress) {
        assertThat(progress).isInstanceOf(Pending.class);
        return ((Pending<?>) progress).reason();
    }

    @Test
    void a_service_that_somebody_deleted_is_not_waited_for() {
        assertThatThrownBy(() -> stage.ensure(wanted(false))).isInstanceOf(StageBroken.class).hasMessageStartingWith("Service milvus is not there");
    }

    @Test
    void an_ingress_that_somebody_deleted_is_not_waited_for() {
        service("", "demo.elb.amazonaws.com");

        assertThatThrownBy(() -> stage.ensure(wanted(true))).isInstanceOf(StageBroken.class).hasMessageStartingWith("Ingress milvus-attu is not there");
    }

    @Test
    void a_service_without_an_address_is_waited_for_and_after_a_while_its_controller_is_blamed() {
        service("", "");

        assertThat(pending(stage.ensure(wanted(false)))).isEqualTo("Service milvus has no address yet");
        cluster.clock.advance(Duration.ofMinutes(10));
        assertThat(pending(stage.ensure(wanted(false)))).isEqualTo("Service milvus has no address yet; no pod of the load balancer controller is ready");
    }

    @Test
    void it_is_done_when_the_load_balancer_is_as_it_should_be() {
        service("", "demo.elb.amazonaws.com");

        assertThat(stage.ensure(wanted(false))).isEqualTo(new Done<>(new ExposureFacts("demo.elb.amazonaws.com", 19_530, null)));
    }

    @Test
    void what_stands_between_a_load_balancer_and_its_first_connection_is_waited_for() {
        service("", "demo.elb.amazonaws.com");
        aws.health("initial", null);

        assertThat(pending(stage.ensure(wanted(false)))).startsWith("no healthy target yet behind port 19530");
    }

    /** Its load balancer would be asked in vain, by an account that may ask little. */
    @Test
    void a_pod_that_cannot_be_a_healthy_target_yet_is_asked_for_in_the_cluster_alone() {
        service("", "demo.elb.amazonaws.com");
        create("""
                apiVersion: v1
                kind: Pod
                metadata: {name: proxy, namespace: milvus, labels: {app: a}}
                spec: {containers: [{name: proxy, image: "a:1"}]}
                """);
        ExposureStage asking = new ExposureStage(_ -> kubernetes, () -> {
            throw new AssertionError("the load balancer was asked");
        }, cluster.clock);
        String tooEarly = "no pod behind Service milvus is ready for 30 seconds yet";

        assertThat(pending(asking.ensure(wanted(false)))).startsWith(tooEarly);
        while (!Readiness.isPodReady(kubernetes.pods().inNamespace("milvus").withName("proxy").get())) {
            cluster.clock.advance(Duration.ofSeconds(1));
        }
        assertThat(pending(asking.ensure(wanted(false)))).startsWith(tooEarly);
        cluster.clock.advance(PodTargets.AT_LEAST);
        assertThat(stage.ensure(wanted(false))).isInstanceOf(Done.class);
    }

    /** A kubelet that asks for the first time after ninety seconds leaves nothing to be seen before. */
    @Test
    void pods_that_were_just_made_are_left_alone_first() {
        service("", "demo.elb.amazonaws.com");
        create("""
                apiVersion: v1
                kind: Pod
                metadata: {name: proxy, namespace: milvus, labels: {app: a}}
                spec: {containers: [{name: proxy, image: "a:1", readinessProbe: {initialDelaySeconds: 90, tcpSocket: {port: 19530}}}]}
                """);

        assertThat(stage.ensure(wanted(false))).isInstanceOfSatisfying(Pending.class, pending -> assertThat(pending.begun()).isTrue());
        cluster.clock.advance(Duration.ofSeconds(40));
        assertThat(stage.ensure(wanted(false))).isInstanceOfSatisfying(Pending.class, pending -> assertThat(pending.begun()).isFalse());
    }

    @Test
    void the_machine_waits_for_pods_as_long_as_the_stage_says() {
        assertThat(Stages.TABLE.path("machines").path("provision").findParents("firstSeconds"))
                .filteredOn(stage -> stage.path("stage").asText().equals("Exposure"))
                .singleElement().satisfies(stage -> assertThat(stage.path("firstSeconds").asLong()).isEqualTo(PodTargets.FIRST_WAIT.toSeconds()));
    }

    @Test
    void no_target_is_healthy_sooner_than_that() {
        assertThat(PodTargets.AT_LEAST).isLessThanOrEqualTo(Duration.ofSeconds(
                Json.read(ExposureStageTest.class.getResourceAsStream("/dev/redkite/sandbox/durations.json"), JsonNode.class)
                        .at("/create/networkLoadBalancerTarget/low").asLong()));
    }

    @Test
    void where_nothing_stands_nothing_is_retired() {
        aws.standing = null;

        assertThat(stage.retire(wanted(true))).isEqualTo(Progress.done());
    }

    @Test
    void a_load_balancer_that_its_service_has_let_go_of_is_waited_for() {
        assertThat(pending(stage.retire(wanted(true)))).isEqualTo("load balancers are being deleted: [demo-g1-milvus]");
    }

    @Test
    void what_waits_for_a_controller_that_does_not_work_is_let_go_of_once_the_load_balancers_are_gone() {
        service("service.k8s.aws/resources", "demo.elb.amazonaws.com");

        assertThat(pending(stage.retire(wanted(true)))).isEqualTo(
                "load balancers are being deleted, for no pod of their controller is ready to do it: [demo-g1-milvus]");
        aws.standing = null;
        assertThat(pending(stage.retire(wanted(true)))).isEqualTo("Service and Ingress are let go of in their controller's place");
        assertThat(kubernetes.services().inNamespace("milvus").withName("milvus").get()).isNull();
        assertThat(stage.retire(wanted(true))).isEqualTo(Progress.done());
    }

    @Test
    void what_waits_for_a_controller_that_works_is_left_to_it() {
        create("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: aws-load-balancer-controller, namespace: kube-system}
                spec:
                  replicas: 1
                  selector: {matchLabels: {app: a}}
                  template: {metadata: {labels: {app: a}}, spec: {containers: [{name: a, image: "a:1"}]}}
                """);
        service("service.k8s.aws/resources", "demo.elb.amazonaws.com");
        cluster.clock.advance(Duration.ofMinutes(5));

        assertThat(pending(stage.retire(wanted(true)))).isEqualTo("Service and Ingress wait for the controller to delete their load balancers");
        assertThat(aws.deleted).isEmpty();
    }
}
