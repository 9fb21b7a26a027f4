package dev.redkite.cluster;

import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.stage.StageFunction;
import dev.redkite.stage.StageRequest;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eks.EksClient;

/** Finds the cluster that a teardown has to empty, or a pause to stop, and lets the functions in. */
public final class ClusterAccessFunction extends StageFunction<@Nullable EksClusterFacts> {

    public ClusterAccessFunction() {
        this(new LambdaPlatform());
    }

    public ClusterAccessFunction(Platform platform) {
        super(new ClusterAccessStep(platform.aws(EksClient.class), platform::kubernetes),
                request -> ClusterAccessSpec.of(request.plan(), platform.deployment().partition(), request.action() != StageRequest.Action.pause));
    }
}
