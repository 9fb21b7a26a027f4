package dev.redkite.audit;

import dev.redkite.outside.AwsOutside;
import dev.redkite.outside.Outside;
import dev.redkite.stage.StageFunction;
import dev.redkite.stage.StageRequest;

/** Skeleton of the seam; the audit branch replaces it. */
public final class ClusterLeftoversFunction extends StageFunction<AuditSpec, AuditFacts> {

    public ClusterLeftoversFunction() {
        this(new AwsOutside());
    }

    public ClusterLeftoversFunction(Outside outside) {
        super(new AuditStage());
    }

    @Override
    protected AuditSpec wanted(StageRequest request) {
        return AuditSpec.of(request);
    }
}
