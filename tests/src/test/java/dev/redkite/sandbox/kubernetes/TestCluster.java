package dev.redkite.sandbox.kubernetes;

import dev.redkite.sandbox.kubernetes.ClusterTimes.PodStart;
import dev.redkite.sandbox.time.VirtualClock;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** A cluster with clouds of its own, as the tests of this package want it: what AWS would have is held in plain maps. */
public final class TestCluster implements AutoCloseable, QuickTimes, CloudVolumes, CloudLoadBalancers, RequestInterceptor {

    public static final String TOKEN = "k8s-aws-v1.good";
    static final Duration POD_START = Duration.ofSeconds(60);

    public final VirtualClock clock = new VirtualClock(Instant.parse("2026-01-01T00:00:00Z"));
    Duration podPlaced = QuickTimes.super.podPlaced();
    final List<CloudNodes.CloudNode> nodes = new ArrayList<>();
    final Map<String, VolumeRequest> volumes = new HashMap<>();
    final Map<String, String> attachments = new HashMap<>();
    final Map<String, LoadBalancerRequest> loadBalancers = new HashMap<>();
    public final Map<Integer, InetSocketAddress> listeners = new HashMap<>();
    public final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
    final Set<String> machines = new HashSet<>();
    boolean driverActive = true;
    boolean allowed = true;
    public Optional<StatusException> fault = Optional.empty();
    public Predicate<Request> faulted = _ -> true;
    public Predicate<Request> lost = _ -> false;
    boolean dropNextAnswer;
    public PodStart podStart = new PodStart.Ready(POD_START);
    public final FakeKubernetesCluster cluster;
    private KubernetesClient client;

    public TestCluster() {
        this("1.35");
    }

    /** @param kubernetesVersion such as "1.35" */
    public TestCluster(String kubernetesVersion) {
        cluster = new FakeKubernetesCluster(new FakeKubernetesCluster.Settings(
                "demo", kubernetesVersion, clock, this, new Cloud(at -> List.copyOf(nodes), this, this), new OneToken(TOKEN, () -> allowed),
                (namespace, pod, port) -> Optional.ofNullable(listeners.get(port)), this));
    }

    public TestCluster withNodes(int count) {
        for (int i = 0; i < count; i++) {
            nodes.add(new CloudNodes.CloudNode("ip-10-0-" + i + "-7.ec2.internal", "i-00" + i, "us-east-1" + (char) ('a' + i % 3),
                    "m6i.2xlarge", 7_910, 31L << 30, 58, Map.of("role", "milvus"), List.of(), clock.instant()));
        }
        return this;
    }

    public String endpoint() {
        return cluster.endpoint();
    }

    public KubernetesClient client() {
        if (client == null) {
            client = client(TOKEN);
        }
        return client;
    }

    KubernetesClient client(String token) {
        return client(cluster, token);
    }

    /** One that says at once what goes wrong. */
    public static KubernetesClient client(FakeKubernetesCluster cluster, String token) {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(cluster.endpoint())
                .withCaCertData(FakeKubernetesCluster.certificateAuthorityData())
                .withOauthToken(token)
                .withRequestRetryBackoffLimit(0)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    public String kubeconfig() {
        return """
                apiVersion: v1
                kind: Config
                current-context: demo
                contexts: [{name: demo, context: {cluster: demo, user: demo}}]
                clusters: [{name: demo, cluster: {server: "%s", certificate-authority-data: "%s"}}]
                users: [{name: demo, user: {token: "%s"}}]
                """.formatted(cluster.endpoint(), FakeKubernetesCluster.certificateAuthorityData(), TOKEN);
    }

    @Override
    public PodStart podStart(StartingPod pod) {
        machines.add(pod.node());
        return podStart;
    }

    @Override
    public boolean driverActive(Instant at) {
        return driverActive;
    }

    @Override
    public Optional<String> ensure(VolumeRequest request, Instant at) {
        volumes.put("vol-" + request.name(), request);
        return Optional.of("vol-" + request.name());
    }

    @Override
    public void attach(String volumeId, Optional<String> instanceId, Instant at) {
        instanceId.ifPresentOrElse(id -> attachments.put(volumeId, id), () -> attachments.remove(volumeId));
    }

    @Override
    public boolean remove(String volumeId, Instant at) {
        volumes.remove(volumeId);
        return true;
    }

    @Override
    public Optional<String> ensure(LoadBalancerRequest request, Instant at) {
        loadBalancers.put(request.stack(), request);
        return Optional.of(request.name() + ".elb.us-east-1.amazonaws.com");
    }

    @Override
    public boolean remove(Kind kind, String stack, Instant at) {
        loadBalancers.remove(stack);
        return true;
    }

    @Override
    public Optional<Instant> tidy(Instant at) {
        return Optional.empty();
    }

    @Override
    public Optional<StatusException> before(Request request) {
        requests.add(request);
        return fault.filter(_ -> faulted.test(request));
    }

    @Override
    public boolean after(Request request, int statusCode) {
        boolean answered = !dropNextAnswer && !lost.test(request);
        dropNextAnswer = false;
        return answered;
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
        cluster.close();
    }

    @Override
    public Duration podPlaced() {
        return podPlaced;
    }
}
