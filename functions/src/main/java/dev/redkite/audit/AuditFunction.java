package dev.redkite.audit;

import dev.redkite.outside.AwsOutside;
import dev.redkite.outside.Outside;
import dev.redkite.stage.StageFunction;
import dev.redkite.stage.StageRequest;

/** Whether anything of an environment is left. */
public final class AuditFunction extends StageFunction<AuditSpec, AuditFacts> {

    public AuditFunction() {
        this(new AwsOutside());
    }

    public AuditFunction(Outside outside) {
        super(new AuditStage(Inquiries.all(outside)));
    }

    @Override
    protected AuditSpec wanted(StageRequest request) {
        return AuditSpec.of(request);
    }
}
