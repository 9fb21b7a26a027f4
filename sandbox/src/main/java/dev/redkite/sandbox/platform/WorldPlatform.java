package dev.redkite.sandbox.platform;

import dev.redkite.platform.Charts;
import dev.redkite.platform.Platform;
import dev.redkite.sandbox.aws.World;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** What all platforms in the sandbox have in common: the world's clock, and the charts and the source of chance that they were given. */
abstract class WorldPlatform implements Platform {

    final World world;

    private final Charts charts;
    private final RandomGenerator random;

    WorldPlatform(World world, Charts charts, RandomGenerator random) {
        this.world = world;
        this.charts = charts;
        this.random = random;
    }

    @Override
    public final InstantSource time() {
        return world.clock();
    }

    @Override
    public final RandomGenerator random() {
        return random;
    }

    @Override
    public final Charts charts() {
        return charts;
    }
}
