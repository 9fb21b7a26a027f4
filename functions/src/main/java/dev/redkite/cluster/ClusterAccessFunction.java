package dev.redkite.cluster;

import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.stage.StageFunction;
import dev.redkite.stage.StageRequest;
import java.util.List;
import software.amazon.awssdk.services.eks.EksClient;

/** Finds the cluster that a teardown has to empty, and lets the functions in. */
public final class ClusterAccessFunction extends StageFunction<EksClusterSpec, EksClusterFacts> {

    private final Platform platform;

    public ClusterAccessFunction() {
        this(new LambdaPlatform());
    }

    public ClusterAccessFunction(Platform platform) {
        super(new ClusterAccessStage(platform.aws(EksClient.class), platform::kubernetes));
        this.platform = platform;
    }

    @Override
    protected EksClusterSpec wanted(StageRequest request) {
        return EksClusterSpec.of(request.plan(), platform.deployment().partition(), null, List.of());
    }
}
