package dev.redkite.report;

import dev.redkite.announcement.Announcements;
import dev.redkite.outside.AwsOutside;
import dev.redkite.outside.Outside;
import dev.redkite.registry.Registry;
import dev.redkite.stage.StageFunction;
import dev.redkite.stage.StageRequest;

/** Tells the registry and the bus that the environment is gone. */
public final class RemovalFunction extends StageFunction<RemovalSpec, RemovalFacts> {

    public RemovalFunction() {
        this(new AwsOutside());
    }

    public RemovalFunction(Outside outside) {
        super(new RemovalStage(
                Registry.of(outside),
                Announcements.of(outside)));
    }

    @Override
    protected RemovalSpec wanted(StageRequest request) {
        return RemovalSpec.of(request);
    }
}
