package dev.redkite.cluster;

import dev.redkite.outside.AwsOutside;
import dev.redkite.outside.Outside;
import dev.redkite.stage.StageFunction;
import dev.redkite.stage.StageRequest;
import java.util.List;

/** Finds the cluster that a teardown has to empty, and lets the functions in. */
public final class ClusterAccessFunction extends StageFunction<EksClusterSpec, EksClusterFacts> {

    private final Outside outside;

    public ClusterAccessFunction() {
        this(new AwsOutside());
    }

    public ClusterAccessFunction(Outside outside) {
        super(new ClusterAccessStage(outside));
        this.outside = outside;
    }

    @Override
    protected EksClusterSpec wanted(StageRequest request) {
        return EksClusterSpec.of(request.plan(), outside.deployment().partition(), null, List.of());
    }
}
