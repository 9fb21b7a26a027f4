package dev.redkite.sandbox;

import dev.redkite.chart.Charts;
import dev.redkite.outside.Outside;
import dev.redkite.sandbox.aws.World;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** What every outside in the sandbox has alike, whoever is in it: the world's clock, and chance and charts that were given. */
abstract class WorldOutside implements Outside {

    final World world;

    private final Charts charts;
    private final RandomGenerator random;

    WorldOutside(World world, Charts charts, RandomGenerator random) {
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
