package dev.redkite.platform;

import dev.redkite.deployment.Deployment;
import dev.redkite.sandbox.aws.CallInterceptor;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.charts.StandInCharts;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkClient;

/** The outside of stages that speak to AWS alone: no chance, no cluster. */
public class AccountPlatform extends NarrowPlatform {

    public final World world;
    private final CallInterceptor permissions;

    public AccountPlatform(World world, CallInterceptor permissions) {
        this.world = world;
        this.permissions = permissions;
    }

    /** One that may do everything. */
    public AccountPlatform(World world) {
        this(world, (_, service) -> service.get());
    }

    @Override
    public Deployment deployment() {
        return new Deployment(world.account(), world.region(), "redkite", "redkite", List.of(), List.of(),
                Deployment.Scheduling.of(Map.of("REDKITE_SCHEDULE_GROUP", "redkite-ScheduleGroup")), "", "");
    }

    @Override
    public InstantSource time() {
        return world.clock();
    }

    @Override
    public <C extends SdkClient> C aws(Class<C> type) {
        return world.client(type, permissions);
    }

    @Override
    public Charts charts() {
        return StandInCharts.only();
    }
}
