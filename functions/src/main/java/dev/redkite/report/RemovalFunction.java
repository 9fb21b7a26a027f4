package dev.redkite.report;

import dev.redkite.announcement.Announcements;
import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.registry.Registry;
import dev.redkite.stage.StageFunction;
import dev.redkite.stage.StageRequest;

/** Tells the registry and the bus that the environment is gone. */
public final class RemovalFunction extends StageFunction<RemovalSpec, RemovalFacts> {

    public RemovalFunction() {
        this(new LambdaPlatform());
    }

    public RemovalFunction(Platform platform) {
        super(new RemovalStage(
                Registry.of(platform),
                Announcements.of(platform)));
    }

    @Override
    protected RemovalSpec wanted(StageRequest request) {
        return RemovalSpec.of(request);
    }
}
