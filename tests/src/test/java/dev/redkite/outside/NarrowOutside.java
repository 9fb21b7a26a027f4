package dev.redkite.outside;

import dev.redkite.chart.Helm;
import dev.redkite.kubernetes.ClusterAccess;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.SdkClient;

/** Of the outside, what a test gives; for the rest its subject must not ask. */
public abstract class NarrowOutside implements Outside {

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
    public KubernetesClient kubernetes(ClusterAccess access) {
        return refused("a cluster");
    }

    @Override
    public Helm helm(ClusterAccess access) {
        return refused("Helm");
    }
}
