package dev.redkite.report;

import dev.redkite.announcement.EventPublisher;
import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.registry.Registry;
import dev.redkite.stage.StageFunction;

/** Tells the registry and the bus that the environment is gone. */
public final class RemovalFunction extends StageFunction<RemovalFacts> {

    public RemovalFunction() {
        this(new LambdaPlatform());
    }

    public RemovalFunction(Platform platform) {
        super(new RemovalStep(
                Registry.of(platform),
                EventPublisher.of(platform)), RemovalSpec::of);
    }
}
