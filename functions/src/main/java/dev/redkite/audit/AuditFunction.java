package dev.redkite.audit;

import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.stage.StageFunction;
import dev.redkite.stage.StageRequest;

/** Whether anything of an environment is left. */
public final class AuditFunction extends StageFunction<AuditSpec, AuditFacts> {

    public AuditFunction() {
        this(new LambdaPlatform());
    }

    public AuditFunction(Platform platform) {
        super(new AuditStage(Inquiries.all(platform)));
    }

    @Override
    protected AuditSpec wanted(StageRequest request) {
        return AuditSpec.of(request);
    }
}
