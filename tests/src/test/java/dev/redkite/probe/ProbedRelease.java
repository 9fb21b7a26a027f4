package dev.redkite.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.domain.NameServers;
import dev.redkite.json.Json;
import dev.redkite.lambda.PortForwards;
import dev.redkite.milvus.RootLogin;
import dev.redkite.platform.ClusterAccess;
import dev.redkite.platform.MilvusReach;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.kubernetes.TestCluster;
import dev.redkite.sandbox.milvus.FakeMilvus;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Progress;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** A cluster with a release of Milvus that is as little as the probe needs, and the probe. */
abstract class ProbedRelease {

    static final String RELEASE = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: milvus}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: milvus, namespace: milvus}
            spec: {selector: {component: proxy}, ports: [{name: milvus, port: 19530}]}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: milvus-proxy, namespace: milvus}
            spec:
              replicas: 2
              selector: {matchLabels: {component: proxy}}
              template:
                metadata: {labels: {component: proxy}}
                spec: {containers: [{name: proxy, image: "milvus:1"}]}
            """;

    static final String SECRET = "redkite-demo-g1-milvus-root";

    final World world = World.standing();
    final TestCluster cluster = new TestCluster().withNodes(3);
    final KubernetesClient kubernetes = cluster.client();
    final FakeMilvus milvus = FakeMilvus.start("2.2.13", "secret");
    private final MilvusReach reach = new PortForwards(_ -> { });
    final HealthProbeStep step = step(HealthProbeStep.CONNECT_TIMEOUT);

    /** For where nobody listens: who waits until the client gives up is stopped by JUnit long before. */
    final HealthProbeStep patient = step(Duration.ofHours(1));
    final HealthProbeSpec wanted = wanted(true);

    private HealthProbeStep step(Duration connectTimeout) {
        return new HealthProbeStep(
                access -> kubernetes, new RootLogin(() -> world.client(SecretsManagerClient.class)),
                new NameServers(() -> world.client(Route53Client.class)), reach,
                new DataPath(cluster.clock, 7, connectTimeout, reach::client, reach::pause));
    }

    @AfterEach
    void close() {
        milvus.close();
        cluster.close();
    }

    static HealthProbeSpec wanted(boolean authentication) {
        return new HealthProbeSpec(new ClusterAccess("redkite-demo", "https://unused", ""), "milvus", "milvus",
                authentication, SECRET, null, "redkite_probe_demo_g1");
    }

    void install() {
        kubernetes.load(new ByteArrayInputStream(RELEASE.getBytes(StandardCharsets.UTF_8))).items()
                .forEach(item -> kubernetes.resource(item).create());
    }

    /** In Secrets Manager, and in a cluster whose Milvus began with it. */
    void password(String password) {
        world.secretsManager().standing(SECRET, login(password), null);
        first(password);
    }

    static String login(String password) {
        return Json.text(Json.object().put("username", "root").put("password", password));
    }

    void first(String password) {
        kubernetes.resource(new SecretBuilder().withNewMetadata().withName("milvus-root").withNamespace("milvus").endMetadata()
                .withStringData(Map.of("username", "root", "password", password)).build()).create();
    }

    void installed() {
        install();
        password("secret");
        settled(milvus);
    }

    void settled(FakeMilvus server) {
        cluster.clock.advance(Duration.ofMinutes(5));
        cluster.listeners.put(MilvusReach.PORT, new InetSocketAddress(server.host(), server.port()));
    }

    static String reason(Progress<HealthProbeFacts> progress) {
        assertThat(progress).isInstanceOf(Pending.class);
        return ((Pending<HealthProbeFacts>) progress).reason();
    }
}
