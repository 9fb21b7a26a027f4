package dev.redkite.report;

import dev.redkite.announcement.EventPublisher;
import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.registry.Registry;
import dev.redkite.stage.StageFunction;

/** Tells the registry and the bus that the environment is paused. */
public final class SuspensionFunction extends StageFunction<SuspensionFacts> {

    public SuspensionFunction() {
        this(new LambdaPlatform());
    }

    public SuspensionFunction(Platform platform) {
        super(new SuspensionStep(
                Registry.of(platform),
                EventPublisher.of(platform)), SuspensionSpec::of);
    }
}
