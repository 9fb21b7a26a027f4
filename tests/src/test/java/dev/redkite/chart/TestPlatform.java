package dev.redkite.chart;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.deployment.Deployment;
import dev.redkite.lambda.ClusterClient;
import dev.redkite.platform.AccountPlatform;
import dev.redkite.platform.Charts;
import dev.redkite.platform.ClusterAccess;
import dev.redkite.platform.Helm;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.charts.StandInCharts;
import dev.redkite.sandbox.helm.InProcessHelm;
import dev.redkite.sandbox.kubernetes.Cloud;
import dev.redkite.sandbox.kubernetes.CloudNodes.CloudNode;
import dev.redkite.sandbox.kubernetes.CloudVolumes;
import dev.redkite.sandbox.kubernetes.DirectApi;
import dev.redkite.sandbox.kubernetes.FakeKubernetesCluster.Settings;
import dev.redkite.sandbox.kubernetes.FakeKubernetesCluster;
import dev.redkite.sandbox.kubernetes.OneToken;
import dev.redkite.sandbox.kubernetes.QuickTimes;
import dev.redkite.sandbox.kubernetes.RequestInterceptor;
import dev.redkite.sandbox.kubernetes.StatusException;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/** One cluster named redkite-demo, without sockets, and a Secrets Manager that holds the logins to Kafka and Milvus. */
public final class TestPlatform extends AccountPlatform implements AutoCloseable {

    public static final String PASSWORD = "Secret4Kafka";

    private static final String TOKEN = "k8s-aws-v1.good";

    public String root = "{\"username\":\"root\",\"password\":\"Secret4Milvus\"}";
    public String secret = "{\"username\":\"milvus\",\"password\":\"" + PASSWORD + "\"}";
    private final Charts charts;
    private final FakeKubernetesCluster cluster = new FakeKubernetesCluster(new Settings(
            "redkite-demo", "1.35", world.clock(), new QuickPods(),
            new Cloud(_ -> nodes(), new Volumes(), world.elasticLoadBalancing().of("redkite-demo")),
            new OneToken(TOKEN, () -> true), (_, _, _) -> Optional.empty(), new Refusing()));
    private final KubernetesClient kubernetes = ClusterClient.to(
            new ClusterAccess("redkite-demo", "http://redkite-demo", ""), () -> TOKEN, DirectApi.httpClients(() -> Optional.of(cluster.direct())));
    private final boolean helmItself;
    private final Random random = new Random(7);
    private Predicate<RequestInterceptor.Request> refused = _ -> false;

    public TestPlatform(Charts charts) {
        this(charts, false);
    }

    private TestPlatform(Charts charts, boolean helmItself) {
        super(World.standing());
        this.charts = charts;
        this.helmItself = helmItself;
    }

    public static TestPlatform withStandIns() {
        return new TestPlatform(StandInCharts.only());
    }

    /** Several times the cost, for whoever asks what only Helm itself does. */
    public static TestPlatform withHelmItself(Charts charts) {
        return new TestPlatform(charts, true);
    }

    public ClusterAccess access() {
        return new ClusterAccess("redkite-demo", cluster.endpoint(), FakeKubernetesCluster.certificateAuthorityData());
    }

    public KubernetesClient kubernetes() {
        return kubernetes;
    }

    /** The newest revision of a release: its values, and what the chart made of them. */
    public Map.Entry<JsonNode, String> newest(String namespace, String release) {
        StoredRelease newest = new ReleaseStore(kubernetes).history(namespace, release).getLast();
        return Map.entry(newest.values(), newest.manifest());
    }

    /** From now on the API server fails at these requests. */
    public void refuse(Predicate<RequestInterceptor.Request> requests) {
        refused = requests;
    }

    public void pass(Duration time) {
        world.clock().advance(time);
        cluster.reconcile();
    }

    @Override
    public Deployment deployment() {
        return new Deployment(world.account(), world.region(), "registry", "redkite", List.of(), List.of(),
                Deployment.Scheduling.of(Map.of()), "", "");
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public <C extends SdkClient> C aws(Class<C> type) {
        return type == SecretsManagerClient.class ? type.cast(new OneSecret()) : super.aws(type);
    }

    @Override
    public KubernetesClient kubernetes(ClusterAccess access) {
        return kubernetes;
    }

    @Override
    public Helm helm(ClusterAccess access) {
        return helmItself
                ? new NativeHelm(() -> Kubeconfig.of(access, TOKEN))
                : new InProcessHelm(cluster.direct(), () -> TOKEN, world.clock(), TestSettings.CACHE.renderings());
    }

    @Override
    public Charts charts() {
        return charts;
    }

    @Override
    public void close() {
        kubernetes.close();
        cluster.close();
    }

    private List<CloudNode> nodes() {
        return IntStream.range(0, 6)
                .mapToObj(i -> new CloudNode("ip-10-0-" + i + "-7.us-west-2.compute.internal", "i-00" + i,
                        "us-west-2" + (char) ('a' + i % 3), "m6i.4xlarge", 15_890, 60L << 30, 58,
                        Map.of("role", "milvus"), List.of(), World.START))
                .toList();
    }

    private final class OneSecret implements SecretsManagerClient {

        @Override
        public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
            return GetSecretValueResponse.builder().arn(request.secretId())
                    .secretString(request.secretId().endsWith("-milvus-root") ? root : secret).build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private static final class Volumes implements CloudVolumes {

        private final Set<String> volumes = new HashSet<>();

        @Override
        public boolean driverActive(Instant at) {
            return true;
        }

        @Override
        public Optional<String> ensure(VolumeRequest request, Instant at) {
            volumes.add("vol-" + request.name());
            return Optional.of("vol-" + request.name());
        }

        @Override
        public void attach(String volumeId, Optional<String> instanceId, Instant at) {}

        @Override
        public boolean remove(String volumeId, Instant at) {
            volumes.remove(volumeId);
            return true;
        }
    }

    private static final class QuickPods implements QuickTimes {

        @Override
        public PodStart podStart(StartingPod pod) {
            return new PodStart.Ready(Duration.ofSeconds(30));
        }
    }

    private final class Refusing implements RequestInterceptor {

        @Override
        public Optional<StatusException> before(Request request) {
            return refused.test(request)
                    ? Optional.of(StatusException.of(500, "InternalError", "the server has no answer"))
                    : Optional.empty();
        }
    }
}
