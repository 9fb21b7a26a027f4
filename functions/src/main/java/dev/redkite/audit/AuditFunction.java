package dev.redkite.audit;

import dev.redkite.outside.AwsOutside;
import dev.redkite.outside.Outside;
import dev.redkite.stage.StageFunction;
import dev.redkite.stage.StageRequest;

/** Skeleton of the seam; the audit branch replaces it. */
public final class AuditFunction extends StageFunction<AuditSpec, AuditFacts> {

    public AuditFunction() {
        this(new AwsOutside());
    }

    public AuditFunction(Outside outside) {
        super(new AuditStage());
    }

    @Override
    protected AuditSpec wanted(StageRequest request) {
        return AuditSpec.of(request);
    }
}
