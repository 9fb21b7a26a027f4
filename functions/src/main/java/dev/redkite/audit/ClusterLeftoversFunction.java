package dev.redkite.audit;

import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.stage.StageFunction;
import dev.redkite.stage.StageRequest;

/** What a cluster leaves behind that nobody else takes away. */
public final class ClusterLeftoversFunction extends StageFunction<AuditSpec, Void> {

    public ClusterLeftoversFunction() {
        this(new LambdaPlatform());
    }

    public ClusterLeftoversFunction(Platform platform) {
        super(new ClusterLeftoversStage(Inquiries.clusterLeftovers(platform)));
    }

    @Override
    protected AuditSpec wanted(StageRequest request) {
        return AuditSpec.of(request);
    }
}
