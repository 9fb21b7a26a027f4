package dev.redkite.report;

import dev.redkite.announcement.Announcements;
import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.registry.Registry;
import dev.redkite.stage.StageFunction;
import dev.redkite.stage.StageRequest;

/** Tells the registry and the bus that the environment is ready. */
public final class PublicationFunction extends StageFunction<PublicationSpec, PublicationFacts> {

    public PublicationFunction() {
        this(new LambdaPlatform());
    }

    public PublicationFunction(Platform platform) {
        super(new PublicationStage(
                Registry.of(platform),
                Announcements.of(platform)));
    }

    @Override
    protected PublicationSpec wanted(StageRequest request) {
        return PublicationSpec.of(request);
    }
}
