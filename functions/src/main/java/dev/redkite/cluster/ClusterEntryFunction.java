package dev.redkite.cluster;

import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.stage.StageFunction;
import software.amazon.awssdk.services.eks.EksClient;

/** Finds the cluster of an environment that is only worked in. */
public final class ClusterEntryFunction extends StageFunction<EksClusterFacts> {

    public ClusterEntryFunction() {
        this(new LambdaPlatform());
    }

    public ClusterEntryFunction(Platform platform) {
        super(new ClusterEntryStep(platform.aws(EksClient.class)),
                request -> ClusterAccessSpec.of(request.plan(), platform.deployment().partition()));
    }
}
