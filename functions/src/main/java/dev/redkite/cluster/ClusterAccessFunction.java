package dev.redkite.cluster;

import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.stage.StageFunction;
import java.util.List;
import software.amazon.awssdk.services.eks.EksClient;

/** Finds the cluster that a teardown has to empty, and lets the functions in. */
public final class ClusterAccessFunction extends StageFunction<EksClusterFacts> {

    public ClusterAccessFunction() {
        this(new LambdaPlatform());
    }

    public ClusterAccessFunction(Platform platform) {
        super(new ClusterAccessStep(platform.aws(EksClient.class), platform::kubernetes),
                request -> EksClusterSpec.of(request.plan(), platform.deployment().partition(), null, List.of()));
    }
}
