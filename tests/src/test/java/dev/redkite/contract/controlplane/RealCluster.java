package dev.redkite.contract.controlplane;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.chart.Kubeconfig;
import dev.redkite.chart.NativeHelm;
import dev.redkite.platform.AccountPlatform;
import dev.redkite.platform.Charts;
import dev.redkite.platform.ClusterAccess;
import dev.redkite.platform.Helm;
import dev.redkite.platform.MilvusReach;
import dev.redkite.sandbox.charts.StandInCharts;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers;
import dev.redkite.sandbox.milvus.FakeMilvus;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.milvus.v2.client.ConnectConfig;
import io.milvus.v2.client.MilvusClientV2;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * The outside of stages whose cluster is a real control plane, with the sandbox's account around it. Real Helm, and
 * stand-in charts or, with {@code -Dredkite.charts=DIR}, the published ones.
 */
final class RealCluster extends AccountPlatform implements AutoCloseable {

    private static final int HTTPS = 443;

    /** How many looks the controller's pods go on serving the certificate that they were started with. */
    private static final int OLD_CERTIFICATE = 4;

    private final Plane plane;
    private final KubernetesClient machinery;
    private final Recording recording;
    private final Random random = new Random(7);
    private final Kubelets kubelets;
    private final Volumes volumes;
    private final LoadBalancerController controller;
    private final Charts charts;
    private Duration ahead = Duration.ZERO;
    private Webhooks webhooks;
    private String served = "";
    private int behind;
    private boolean silent;
    private Webhooks killer;
    private FakeMilvus milvus;

    RealCluster(Recording recording) {
        this(recording, ControlPlane.running());
    }

    RealCluster(Recording recording, Plane plane) {
        super(recording.world());
        this.plane = plane;
        machinery = plane.machinery();
        kubelets = new Kubelets(machinery);
        volumes = new Volumes(machinery);
        this.recording = recording;
        String directory = System.getProperty("redkite.charts");
        charts = directory == null ? StandInCharts.only() : StandInCharts.unlessIn(Path.of(directory));
        controller = new LoadBalancerController(machinery, world.elasticLoadBalancing().of(ControlPlane.CLUSTER), world::now);
        forgetLoadBalancers();
        if (machinery.nodes().list().getItems().isEmpty()) {
            recording.nodes().forEach(kubelets::join);
        }
    }

    /** Those that the sandbox's own cluster of this name has made are not this one's. */
    private void forgetLoadBalancers() {
        CloudLoadBalancers theirs = world.elasticLoadBalancing().of(ControlPlane.CLUSTER);
        theirs.remove(CloudLoadBalancers.Kind.NETWORK, "milvus/milvus", world.now());
        theirs.remove(CloudLoadBalancers.Kind.APPLICATION, "milvus/milvus-attu", world.now());
        Optional<Instant> left = theirs.tidy(world.now());
        while (left.isPresent()) {
            world.clock().advance(Duration.ofMinutes(1));
            left = theirs.tidy(world.now());
        }
    }

    Plane plane() {
        return plane;
    }

    JsonNode call(String event, String stage, String action) {
        return new StageCall(stage, recording.input(event, stage, action)).run(this);
    }

    /** A look of the state machine, and what happens in the cluster until the next. */
    void pass(Duration time) {
        ahead = ahead.plus(time);
        world.clock().advance(time);
        ControlPlane.pause(200);
        kubelets.turn(_ -> false);
        volumes.turn();
        serveWebhooks();
        controller.turn();
    }

    /** Helm's next calls are killed when that gate holds them, or not any more. */
    void killHelm(Webhooks gate) {
        killer = gate;
    }

    /** While it is so, nobody answers at the webhooks' address. */
    void silence(boolean now) {
        silent = now;
        closeWebhooks();
        serveWebhooks();
    }

    private void serveWebhooks() {
        Service service = machinery.services().inNamespace("kube-system").withName("aws-load-balancer-webhook-service").get();
        Secret secret = machinery.secrets().inNamespace("kube-system").withName("aws-load-balancer-tls").get();
        if (silent || service == null || secret == null || !controller.ready()) {
            closeWebhooks();
            return;
        }
        String certificate = secret.getData().get("tls.crt");
        boolean old = webhooks != null && !served.equals(certificate);
        if (webhooks == null || old && ++behind > OLD_CERTIFICATE) {
            closeWebhooks();
            webhooks = new Webhooks(new InetSocketAddress(service.getSpec().getClusterIP(), HTTPS), certificate, secret.getData().get("tls.key"));
            served = certificate;
            behind = 0;
        }
    }

    private void closeWebhooks() {
        if (webhooks != null) {
            webhooks.close();
            webhooks = null;
        }
    }

    @Override
    public InstantSource time() {
        return () -> Instant.now().plus(ahead);
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public KubernetesClient kubernetes(ClusterAccess access) {
        return plane.redkite();
    }

    @Override
    public Helm helm(ClusterAccess access) {
        return killer == null ? new NativeHelm(() -> Kubeconfig.of(plane.access(), plane.token()))
                : new KilledHelm(Kubeconfig.of(plane.access(), plane.token()), killer);
    }

    @Override
    public Charts charts() {
        return charts;
    }

    /** There is no kubelet that a port could be forwarded through: the sandbox's Milvus stands behind every proxy. */
    @Override
    public MilvusReach milvus() {
        return new MilvusReach() {
            @Override
            public Tunnel open(KubernetesClient kubernetes, String namespace, String pod, int port) {
                return new Direct(behind(kubernetes, namespace, pod));
            }

            @Override
            public MilvusClientV2 client(ConnectConfig config) {
                return new MilvusClientV2(config);
            }

            @Override
            public void pause(Duration duration) {
                ahead = ahead.plus(duration);
            }
        };
    }

    /** A Milvus of the version that the pod's image says. */
    private FakeMilvus behind(KubernetesClient kubernetes, String namespace, String pod) {
        String image = kubernetes.pods().inNamespace(namespace).withName(pod).get().getSpec().getContainers().getFirst().getImage();
        String version = image.replaceFirst("^.*:v?", "");
        if (milvus == null || !milvus.version().endsWith(version)) {
            Optional.ofNullable(milvus).ifPresent(FakeMilvus::close);
            milvus = FakeMilvus.start(version).flushesAtOnce();
        }
        return milvus;
    }

    private record Direct(FakeMilvus milvus) implements MilvusReach.Tunnel {

        @Override
        public String host() {
            return milvus.host();
        }

        @Override
        public int port() {
            return milvus.port();
        }

        @Override
        public void close() {}
    }

    @Override
    public void close() {
        closeWebhooks();
        Optional.ofNullable(milvus).ifPresent(FakeMilvus::close);
    }
}
