package dev.redkite.sandbox.doctor;

import dev.redkite.chart.Charts;
import dev.redkite.chart.Helm;
import dev.redkite.kubernetes.ClusterAccess;
import dev.redkite.outside.Deployment;
import dev.redkite.outside.Outside;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.SdkClient;

/** Somebody's outside, once it is known in which account that is and what is deployed there. */
record Located(Outside outside, Deployment deployment) implements Outside {

    @Override
    public InstantSource time() {
        return outside.time();
    }

    @Override
    public RandomGenerator random() {
        return outside.random();
    }

    @Override
    public <C extends SdkClient> C aws(Class<C> type) {
        return outside.aws(type);
    }

    @Override
    public <T> Supplier<T> begin(Supplier<T> call) {
        return outside.begin(call);
    }

    @Override
    public KubernetesClient kubernetes(ClusterAccess access) {
        return outside.kubernetes(access);
    }

    @Override
    public Helm helm(ClusterAccess access) {
        return outside.helm(access);
    }

    @Override
    public String variable(String name) {
        return outside.variable(name);
    }

    /** Whether they are there {@link ChartsCheck} asks; nothing else is kept from being judged by their lack. */
    @Override
    public Charts charts() {
        return (name, version, _) -> Path.of(name + "-" + version + ".tgz");
    }
}
