package dev.redkite.report;

import dev.redkite.announcement.Announcements;
import dev.redkite.outside.AwsOutside;
import dev.redkite.outside.Outside;
import dev.redkite.registry.Registry;
import dev.redkite.stage.StageFunction;
import dev.redkite.stage.StageRequest;

/** Tells the registry and the bus that the environment is ready. */
public final class PublicationFunction extends StageFunction<PublicationSpec, PublicationFacts> {

    public PublicationFunction() {
        this(new AwsOutside());
    }

    public PublicationFunction(Outside outside) {
        super(new PublicationStage(
                Registry.of(outside),
                Announcements.of(outside)));
    }

    @Override
    protected PublicationSpec wanted(StageRequest request) {
        return PublicationSpec.of(request);
    }
}
