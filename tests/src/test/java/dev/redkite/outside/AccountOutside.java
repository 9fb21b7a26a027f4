package dev.redkite.outside;

import dev.redkite.chart.Helm;
import dev.redkite.kubernetes.ClusterAccess;
import dev.redkite.sandbox.aws.CallInterceptor;
import dev.redkite.sandbox.aws.World;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.SdkClient;

/** The outside of stages that speak to AWS alone: no chance, no cluster. */
public record AccountOutside(World world, CallInterceptor permissions) implements Outside {

    /** One that may do everything. */
    public AccountOutside(World world) {
        this(world, (_, service) -> service.get());
    }

    @Override
    public Deployment deployment() {
        return new Deployment(world.account(), world.region(), "redkite", "redkite", List.of(),
                Deployment.Scheduling.of(Map.of("REDKITE_SCHEDULE_GROUP", "redkite-ScheduleGroup")), "");
    }

    @Override
    public InstantSource time() {
        return world.clock();
    }

    @Override
    public RandomGenerator random() {
        throw new UnsupportedOperationException("this stage is not a matter of chance");
    }

    @Override
    public <C extends SdkClient> C aws(Class<C> type) {
        return world.client(type, permissions);
    }

    @Override
    public KubernetesClient kubernetes(ClusterAccess access) {
        throw new UnsupportedOperationException("this stage does not look into a cluster");
    }

    @Override
    public Helm helm(ClusterAccess access) {
        throw new UnsupportedOperationException("this stage does not look into a cluster");
    }
}
