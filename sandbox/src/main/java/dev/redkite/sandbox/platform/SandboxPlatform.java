package dev.redkite.sandbox.platform;

import dev.redkite.deployment.Deployment;
import dev.redkite.lambda.EksToken;
import dev.redkite.platform.Charts;
import dev.redkite.platform.ClusterAccess;
import dev.redkite.platform.Helm;
import dev.redkite.platform.HttpSender;
import dev.redkite.platform.MilvusReach;
import dev.redkite.sandbox.aws.CallInterceptor;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.cluster.ClusterTransport;
import dev.redkite.sandbox.cluster.Clusters;
import dev.redkite.sandbox.lambda.FunctionDefinition;
import dev.redkite.sandbox.lambda.Latency;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.SdkClient;

/** The platform of one function in the sandbox: the fakes of a world, under the identity of that function's role. */
public final class SandboxPlatform extends WorldPlatform implements AutoCloseable {

    private final Clusters clusters;
    private final ClusterTransport transport;
    private final FunctionDefinition function;
    private final CallInterceptor permissions;
    private final Latency latency;
    private final Map<Class<?>, SdkClient> aws = new HashMap<>();
    private final Map<ClusterAccess, KubernetesClient> clients = new HashMap<>();
    private Signed signed;
    private String token;

    private record Signed(String cluster, Instant at) {}

    public SandboxPlatform(
            World world,
            Clusters clusters,
            ClusterTransport transport,
            FunctionDefinition function,
            Charts charts,
            RandomGenerator random,
            CallInterceptor permissions,
            Latency latency) {
        super(world, charts, random);
        this.latency = latency;
        this.clusters = clusters;
        this.transport = transport;
        this.function = function;
        this.permissions = permissions;
    }

    @Override
    public Deployment deployment() {
        return Deployment.of(function.environment());
    }

    @Override
    public <C extends SdkClient> C aws(Class<C> type) {
        return type.cast(aws.computeIfAbsent(type, _ -> world.client(type, permissions)));
    }

    @Override
    public <T> Supplier<T> begin(Supplier<T> call) {
        return latency.beside(call);
    }

    @Override
    public String variable(String name) {
        return function.environment().getOrDefault(name, "");
    }

    @Override
    public HttpSender http() {
        return world.web();
    }

    @Override
    public KubernetesClient kubernetes(ClusterAccess access) {
        return clients.computeIfAbsent(transport.at(access), at -> transport.kubernetes(at, () -> token(at.name())));
    }

    @Override
    public Helm helm(ClusterAccess access) {
        return transport.helm(transport.at(access), () -> token(access.name()));
    }

    @Override
    public MilvusReach milvus() {
        return transport.milvus(this::token);
    }

    /** A token says its instant to the second, and requests come by the dozen at one instant. */
    private synchronized String token(String cluster) {
        Signed wanted = new Signed(cluster, world.now().truncatedTo(ChronoUnit.SECONDS));
        if (!wanted.equals(signed)) {
            signed = wanted;
            token = EksToken.of(cluster, world.region(), clusters.principals().credentials(function.roleArn()), world.now());
        }
        return token;
    }

    @Override
    public void close() {
        clients.values().forEach(KubernetesClient::close);
    }
}
