package dev.redkite.audit;

import dev.redkite.outside.AwsOutside;
import dev.redkite.outside.Outside;
import dev.redkite.stage.StageFunction;
import dev.redkite.stage.StageRequest;

/** What a cluster leaves behind that nobody else takes away. */
public final class ClusterLeftoversFunction extends StageFunction<AuditSpec, Void> {

    public ClusterLeftoversFunction() {
        this(new AwsOutside());
    }

    public ClusterLeftoversFunction(Outside outside) {
        super(new ClusterLeftoversStage(Inquiries.clusterLeftovers(outside)));
    }

    @Override
    protected AuditSpec wanted(StageRequest request) {
        return AuditSpec.of(request);
    }
}
