package dev.redkite.platform;

import dev.redkite.deployment.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.SdkClient;

/** Of the outside, what a test gives; for the rest its subject must not ask. */
public abstract class NarrowPlatform implements Platform {

    private static <T> T refused(String what) {
        throw new UnsupportedOperationException("nothing here should need " + what);
    }

    @Override
    public Deployment deployment() {
        return refused("to know the deployment");
    }

    @Override
    public InstantSource time() {
        return refused("the time");
    }

    @Override
    public RandomGenerator random() {
        return refused("chance");
    }

    @Override
    public <C extends SdkClient> C aws(Class<C> type) {
        return refused(type.getSimpleName());
    }

    @Override
    public <T> Supplier<T> begin(Supplier<T> call) {
        return Concurrency.inOrder(call);
    }

    @Override
    public String variable(String name) {
        return refused("the variable " + name);
    }

    @Override
    public HttpSender http() {
        return refused("the web");
    }

    @Override
    public KubernetesClient kubernetes(ClusterAccess access) {
        return refused("a cluster");
    }

    @Override
    public Helm helm(ClusterAccess access) {
        return refused("Helm");
    }

    @Override
    public Charts charts() {
        return refused("charts");
    }

    @Override
    public MilvusReach milvus() {
        return refused("Milvus");
    }
}
