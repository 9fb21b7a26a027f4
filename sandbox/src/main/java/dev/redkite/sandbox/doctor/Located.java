package dev.redkite.sandbox.doctor;

import dev.redkite.deployment.Deployment;
import dev.redkite.platform.Charts;
import dev.redkite.platform.ClusterAccess;
import dev.redkite.platform.Helm;
import dev.redkite.platform.HttpSender;
import dev.redkite.platform.MilvusReach;
import dev.redkite.platform.Platform;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.SdkClient;

/** Somebody's outside, once it is known in which account that is and what is deployed there. */
record Located(Platform platform, Deployment deployment) implements Platform {

    @Override
    public InstantSource time() {
        return platform.time();
    }

    @Override
    public RandomGenerator random() {
        return platform.random();
    }

    @Override
    public <C extends SdkClient> C aws(Class<C> type) {
        return platform.aws(type);
    }

    @Override
    public <T> Supplier<T> begin(Supplier<T> call) {
        return platform.begin(call);
    }

    @Override
    public KubernetesClient kubernetes(ClusterAccess access) {
        return platform.kubernetes(access);
    }

    @Override
    public Helm helm(ClusterAccess access) {
        return platform.helm(access);
    }

    @Override
    public MilvusReach milvus() {
        return platform.milvus();
    }

    @Override
    public String variable(String name) {
        return platform.variable(name);
    }

    @Override
    public HttpSender http() {
        return platform.http();
    }

    /** Whether they are there {@link ChartsCheck} asks; nothing else is kept from being judged by their lack. */
    @Override
    public Charts charts() {
        return (name, version, _) -> Path.of(name + "-" + version + ".tgz");
    }
}
