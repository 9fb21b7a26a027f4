package dev.redkite.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.announcement.EventPublisher;
import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.registry.Registry;
import dev.redkite.stage.StageFunction;

/** Notes an execution's failure and ends it. */
public final class FailureFunction extends StageFunction<JsonNode> {

    public FailureFunction() {
        this(new LambdaPlatform());
    }

    public FailureFunction(Platform platform) {
        super(new FailureStep(
                Registry.of(platform),
                EventPublisher.of(platform)), FailureSpec::of);
    }
}
