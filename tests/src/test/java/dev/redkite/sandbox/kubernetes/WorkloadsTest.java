package dev.redkite.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.LocalPortForward;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkloadsTest {

    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: default, labels: {app.kubernetes.io/name: %1$s}}
            spec:
              replicas: %2$d
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  nodeSelector: {role: milvus}
                  containers:
                  - {name: web, image: "web:1", ports: [{name: http, containerPort: 8080}], resources: {requests: {cpu: "%3$s"}}}
            """;
    private static final String STATEFUL_SET = """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: etcd, namespace: default}
            spec:
              replicas: 3
              serviceName: etcd
              selector: {matchLabels: {app: etcd}}
              template:
                metadata: {labels: {app: etcd}}
                spec:
                  containers: [{name: etcd, image: "etcd:3", volumeMounts: [{name: data, mountPath: /data}]}]
              volumeClaimTemplates:
              - metadata: {name: data}
                spec: {accessModes: [ReadWriteOnce], storageClassName: ebs-sc, resources: {requests: {storage: 10Gi}}}
            """;
    private static final String STORAGE_CLASS = """
            {apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: ebs-sc}, provisioner: ebs.csi.aws.com,
             volumeBindingMode: WaitForFirstConsumer, parameters: {type: gp3}}
            """;
    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata:
              name: web
              namespace: default
              annotations:
                service.beta.kubernetes.io/aws-load-balancer-type: external
                service.beta.kubernetes.io/aws-load-balancer-name: demo-1
                service.beta.kubernetes.io/aws-load-balancer-additional-resource-tags: "a=b"
            spec:
              type: LoadBalancer
              selector: {app: web}
              ports: [{name: http, port: 80, targetPort: http}]
            """;
    private static final String WEBHOOK = """
            apiVersion: admissionregistration.k8s.io/v1
            kind: MutatingWebhookConfiguration
            metadata: {name: hook}
            webhooks:
            - name: mservice.elbv2.k8s.aws
              admissionReviewVersions: [v1]
              sideEffects: None
              clientConfig: {service: {name: aws-load-balancer-webhook-service, namespace: default, path: /mutate-v1-service}}
              rules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [services]}]
            """;

    private final TestCluster cluster = new TestCluster().withNodes(3);
    private final KubernetesClient client = cluster.client();

    @AfterEach
    void close() {
        cluster.close();
    }

    private void create(String yaml) {
        for (HasMetadata object : client.load(new ByteArrayInputStream(("---\n" + yaml).getBytes(StandardCharsets.UTF_8))).items()) {
            client.resource(object).create();
        }
    }

    private void deploy(int replicas, String cpu) {
        create(DEPLOYMENT.formatted("web", replicas, cpu));
    }

    /** The moment after which the scheduler looks at a new pod. */
    private static final Duration PLACED = Duration.ofSeconds(1);

    private Deployment deployment() {
        return client.apps().deployments().inNamespace("default").withName("web").get();
    }

    private List<Pod> pods() {
        return client.pods().inNamespace("default").list().getItems();
    }

    @Test
    void a_deployment_is_not_ready_before_its_pods_time() {
        deploy(2, "1");
        cluster.clock.advance(Duration.ofSeconds(59));
        assertThat(deployment().getStatus().getReadyReplicas()).isZero();
    }

    @Test
    void a_deployment_is_ready_after_its_pods_time() {
        deploy(2, "1");
        cluster.clock.advance(TestCluster.POD_START.plus(PLACED));
        assertThat(deployment().getStatus().getReadyReplicas()).isEqualTo(2);
    }

    @Test
    @SuppressWarnings("deprecation") // the client has no other way to set one image as people do
    void a_new_template_rolls_every_pod() {
        deploy(2, "1");
        cluster.clock.advance(Duration.ofMinutes(2));
        client.apps().deployments().inNamespace("default").withName("web").rolling().updateImage("web:2");
        cluster.clock.advance(Duration.ofMinutes(10));
        assertThat(pods()).hasSize(2).allMatch(pod -> pod.getSpec().getContainers().getFirst().getImage().equals("web:2"));
    }

    @Test
    void a_pod_that_no_node_has_room_for_stays_pending_with_the_reason() {
        deploy(1, "9");
        cluster.clock.advance(PLACED);
        assertThat(pods().getFirst().getStatus().getConditions()).anyMatch(condition ->
                condition.getType().equals("PodScheduled")
                        && condition.getMessage().equals("0/3 nodes are available: 3 Insufficient cpu."));
    }

    @Test
    void a_failing_pod_tells_its_reason() {
        cluster.podStart = new ClusterTimes.PodStart.Failing("ImagePullBackOff", "no such image");
        deploy(1, "1");
        cluster.clock.advance(Duration.ofHours(1));
        assertThat(pods().getFirst().getStatus().getContainerStatuses().getFirst().getState().getWaiting().getReason())
                .isEqualTo("ImagePullBackOff");
    }

    @Test
    void a_stateful_set_starts_one_pod_after_another() {
        create(STORAGE_CLASS);
        create(STATEFUL_SET);
        cluster.clock.advance(Duration.ofSeconds(80));
        assertThat(pods()).extracting(pod -> pod.getMetadata().getName()).containsExactly("etcd-0", "etcd-1");
    }

    @Test
    void a_stateful_set_is_ready_after_all_its_pods_and_volumes_times() {
        create(STORAGE_CLASS);
        create(STATEFUL_SET);
        cluster.clock.advance(Duration.ofSeconds(210).plus(PLACED.multipliedBy(3)));
        assertThat(client.apps().statefulSets().inNamespace("default").withName("etcd").get().getStatus().getReadyReplicas())
                .isEqualTo(3);
        assertThat(cluster.volumes.values()).extracting(CloudVolumes.VolumeRequest::zone)
                .containsExactlyInAnyOrder("us-east-1a", "us-east-1b", "us-east-1c");
    }

    @Test
    void claims_survive_their_stateful_set_and_volumes_go_with_their_claims() {
        create(STORAGE_CLASS);
        create(STATEFUL_SET);
        cluster.clock.advance(Duration.ofMinutes(5));
        client.apps().statefulSets().inNamespace("default").withName("etcd").delete();
        cluster.clock.advance(Duration.ofMinutes(5));
        assertThat(pods()).isEmpty();
        assertThat(client.persistentVolumeClaims().inNamespace("default").list().getItems()).hasSize(3);
        client.persistentVolumeClaims().inNamespace("default").delete();
        cluster.clock.advance(Duration.ofMinutes(5));
        assertThat(client.persistentVolumes().list().getItems()).isEmpty();
        assertThat(cluster.volumes).isEmpty();
    }

    @Test
    void a_claim_that_a_pod_uses_does_not_go_and_its_disk_stays_on_the_pods_machine() {
        create(STORAGE_CLASS);
        create(STATEFUL_SET);
        cluster.clock.advance(Duration.ofMinutes(5));
        client.persistentVolumeClaims().inNamespace("default").delete();
        cluster.clock.advance(Duration.ofHours(1));

        assertThat(client.persistentVolumeClaims().inNamespace("default").list().getItems()).hasSize(3)
                .allMatch(claim -> claim.getMetadata().getDeletionTimestamp() != null);
        assertThat(cluster.attachments.values()).containsExactlyInAnyOrder("i-000", "i-001", "i-002");
    }

    @Test
    void volumes_stay_when_the_driver_or_the_last_node_went_first() {
        create(STORAGE_CLASS);
        create(STATEFUL_SET);
        cluster.clock.advance(Duration.ofMinutes(5));
        assertThat(client.persistentVolumes().list().getItems()).hasSize(3);
        cluster.nodes.clear();
        client.apps().statefulSets().inNamespace("default").withName("etcd").delete();
        client.persistentVolumeClaims().inNamespace("default").delete();
        cluster.clock.advance(Duration.ofHours(1));

        assertThat(client.persistentVolumeClaims().inNamespace("default").list().getItems()).isEmpty();
        assertThat(client.persistentVolumes().list().getItems()).hasSize(3);
        assertThat(cluster.volumes).hasSize(3);
        assertThat(cluster.attachments).as("nobody detached them").hasSize(3);
    }

    @Test
    void a_claim_stays_pending_without_the_driver() {
        cluster.driverActive = false;
        create(STORAGE_CLASS);
        create(STATEFUL_SET);
        cluster.clock.advance(Duration.ofHours(1));
        assertThat(client.persistentVolumeClaims().inNamespace("default").list().getItems())
                .allMatch(claim -> claim.getStatus().getPhase().equals("Pending"));
    }

    @Test
    void a_service_gets_no_address_without_the_controller() {
        deploy(1, "1");
        create(SERVICE);
        cluster.clock.advance(Duration.ofHours(1));
        assertThat(cluster.loadBalancers).isEmpty();
    }

    @Test
    void a_service_gets_its_address_from_the_controller() {
        create(DEPLOYMENT.formatted("aws-load-balancer-controller", 1, "1"));
        cluster.clock.advance(Duration.ofMinutes(2));
        create(SERVICE);
        cluster.clock.advance(Duration.ofMinutes(2));
        assertThat(client.services().inNamespace("default").withName("web").get().getStatus().getLoadBalancer().getIngress()
                .getFirst().getHostname()).isEqualTo("demo-1.elb.us-east-1.amazonaws.com");
        CloudLoadBalancers.LoadBalancerRequest made = cluster.loadBalancers.get("default/web");
        assertThat(made.tags()).containsEntry("elbv2.k8s.aws/cluster", "demo").containsEntry("a", "b");
        assertThat(made.listeners().getFirst().targets()).extracting(CloudLoadBalancers.Target::port).containsExactly(8080);
    }

    @Test
    void deleting_the_service_deletes_the_load_balancer() {
        create(DEPLOYMENT.formatted("aws-load-balancer-controller", 1, "1"));
        cluster.clock.advance(Duration.ofMinutes(2));
        create(SERVICE);
        cluster.clock.advance(Duration.ofMinutes(2));
        client.services().inNamespace("default").withName("web").delete();
        assertThat(cluster.loadBalancers).isEmpty();
        assertThat(client.services().inNamespace("default").withName("web").get()).isNull();
    }

    @Test
    void a_service_outlives_its_deletion_when_the_controller_went_first() {
        create(DEPLOYMENT.formatted("aws-load-balancer-controller", 1, "1"));
        cluster.clock.advance(Duration.ofMinutes(2));
        create(SERVICE);
        cluster.clock.advance(Duration.ofMinutes(2));
        client.apps().deployments().inNamespace("default").withName("web").delete();
        client.services().inNamespace("default").withName("web").delete();
        cluster.clock.advance(Duration.ofHours(1));
        assertThat(client.services().inNamespace("default").withName("web").get()).isNotNull();
    }

    @Test
    void a_webhook_that_nobody_serves_refuses_services() {
        create("{apiVersion: v1, kind: Service, metadata: {name: aws-load-balancer-webhook-service, namespace: default},"
                + " spec: {selector: {app: web}, ports: [{port: 443, targetPort: http}]}}");
        create(WEBHOOK);
        assertThatThrownBy(() -> create(SERVICE)).hasMessageContaining("failed calling webhook \"mservice.elbv2.k8s.aws\"")
                .hasMessageContaining("no endpoints available for service \"aws-load-balancer-webhook-service\"");
    }

    @Test
    void a_webhook_that_is_served_admits_services() {
        create("{apiVersion: v1, kind: Service, metadata: {name: aws-load-balancer-webhook-service, namespace: default},"
                + " spec: {selector: {app: web}, ports: [{port: 443, targetPort: http}]}}");
        create(WEBHOOK);
        deploy(1, "1");
        cluster.clock.advance(Duration.ofMinutes(2));
        create(SERVICE);
        assertThat(client.services().inNamespace("default").withName("web").get()).isNotNull();
    }

    @Test
    void pods_of_a_lost_node_are_placed_anew() {
        deploy(1, "1");
        cluster.clock.advance(Duration.ofMinutes(2));
        String lost = pods().getFirst().getSpec().getNodeName();
        cluster.nodes.removeIf(node -> node.name().equals(lost));
        cluster.clock.advance(Duration.ofMinutes(2));
        assertThat(pods()).as("made anew").hasSize(1);
        cluster.clock.advance(PLACED);
        assertThat(pods()).hasSize(1).noneMatch(pod -> pod.getSpec().getNodeName().equals(lost));
    }

    /** Addresses come back, and names with them; what was pulled lay on the disk of the machine that is gone. */
    @Test
    void a_new_machine_with_an_old_ones_name_is_another_one() {
        deploy(1, "1");
        cluster.clock.advance(Duration.ofMinutes(2));
        assertThat(pods()).hasSize(1);
        List<CloudNodes.CloudNode> machines = List.copyOf(cluster.nodes);
        cluster.nodes.clear();
        cluster.clock.advance(Duration.ofMinutes(2));
        assertThat(pods()).as("made anew").hasSize(1);
        cluster.nodes.addAll(machines);
        cluster.clock.advance(PLACED);
        assertThat(pods()).hasSize(1);
        assertThat(cluster.machines).hasSize(2);
    }

    @Test
    void a_port_forward_reaches_the_listener_of_a_ready_pod() throws IOException {
        deploy(1, "1");
        cluster.clock.advance(Duration.ofMinutes(2));
        try (ServerSocket echo = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            cluster.listeners.put(8080, new InetSocketAddress(echo.getInetAddress(), echo.getLocalPort()));
            Thread.ofVirtual().start(() -> echoOnce(echo));
            try (LocalPortForward forward = client.pods().inNamespace("default")
                            .withName(pods().getFirst().getMetadata().getName()).portForward(8080);
                    Socket socket = new Socket(InetAddress.getLoopbackAddress(), forward.getLocalPort())) {
                byte[] sent = new byte[300_000];
                Arrays.fill(sent, (byte) 7);
                socket.getOutputStream().write(sent);
                assertThat(socket.getInputStream().readNBytes(sent.length)).isEqualTo(sent);
            }
        }
    }

    private static void echoOnce(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException ended) {
            throw new UncheckedIOException(ended);
        }
    }
}
