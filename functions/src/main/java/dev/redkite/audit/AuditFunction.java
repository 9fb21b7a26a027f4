package dev.redkite.audit;

import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.stage.StageFunction;

/** Whether anything of an environment is left. */
public final class AuditFunction extends StageFunction<AuditFacts> {

    public AuditFunction() {
        this(new LambdaPlatform());
    }

    public AuditFunction(Platform platform) {
        super(new AuditStep(ResourceFinders.all(platform)), AuditSpec::of);
    }
}
