package dev.redkite.sandbox.platform;

import dev.redkite.deployment.Deployment;
import dev.redkite.lambda.EksTokens;
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
    private final EksTokens tokens = new EksTokens();

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

    private String token(String cluster) {
        return tokens.of(cluster, world.region(), clusters.principals().credentials(function.roleArn()), world.now());
    }

    @Override
    public void close() {
        clients.values().forEach(KubernetesClient::close);
    }
}
