package dev.redkite.lambda;

import dev.redkite.chart.Kubeconfig;
import dev.redkite.chart.NativeHelm;
import dev.redkite.chart.PackedCharts;
import dev.redkite.deployment.Deployment;
import dev.redkite.platform.Charts;
import dev.redkite.platform.ClusterAccess;
import dev.redkite.platform.Helm;
import dev.redkite.platform.HttpSender;
import dev.redkite.platform.MilvusReach;
import dev.redkite.platform.Platform;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.SdkClient;

/**
 * What is given on AWS Lambda, configured by the function's environment. The one place that reads the wall
 * clock, the environment and the system's randomness.
 */
public final class LambdaPlatform implements Platform {

    private final Map<String, String> environment;
    private final SecureRandom random = new SecureRandom();
    private final AwsClients clients;
    private final Map<ClusterAccess, KubernetesClient> clusters = new ConcurrentHashMap<>();
    private final AwsCredentialsProvider credentials;
    private final EksTokens tokens = new EksTokens();

    public LambdaPlatform() {
        this(System.getenv(), DefaultCredentialsProvider.builder().build());
    }

    /** @param environment the function's */
    public LambdaPlatform(Map<String, String> environment, AwsCredentialsProvider credentials) {
        this.environment = environment;
        this.credentials = credentials;
        this.clients = AwsClients.of(environment, credentials);
    }

    @Override
    public Deployment deployment() {
        return Deployment.of(environment);
    }

    @Override
    public String variable(String name) {
        return environment.getOrDefault(name, "");
    }

    @Override
    public InstantSource time() {
        return Clock.systemUTC();
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public <C extends SdkClient> C aws(Class<C> type) {
        return clients.get(type);
    }

    /** Virtual threads, for all that a call does is to await its answer. */
    @Override
    public <T> Supplier<T> begin(Supplier<T> call) {
        FutureTask<T> begun = new FutureTask<>(call::get);
        Thread.ofVirtual().start(begun);
        return () -> answer(begun);
    }

    private static <T> T answer(FutureTask<T> begun) {
        try {
            return begun.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException refusal) {
                throw refusal;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public KubernetesClient kubernetes(ClusterAccess access) {
        return clusters.computeIfAbsent(access, cluster -> ClusterClient.to(cluster, () -> token(cluster)));
    }

    @Override
    public Helm helm(ClusterAccess access) {
        return new NativeHelm(() -> Kubeconfig.of(access, token(access)));
    }

    private String token(ClusterAccess access) {
        return tokens.of(access.name(), variable("AWS_REGION"), credentials.resolveCredentials(), time().instant());
    }

    @Override
    public Charts charts() {
        return new PackedCharts();
    }

    @Override
    public MilvusReach milvus() {
        return new PortForwards();
    }

    @Override
    public HttpSender http() {
        return Web.SENDER;
    }

    /** Made when somebody is first sent something that is not AWS. */
    private static final class Web {
        private static final HttpSender SENDER = new JdkHttpSender();
    }
}
