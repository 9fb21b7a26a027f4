package dev.redkite.report;

import dev.redkite.announcement.EventPublisher;
import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.registry.Registry;
import dev.redkite.stage.StageFunction;

/** Tells the registry and the bus that the environment is ready. */
public final class PublicationFunction extends StageFunction<PublicationFacts> {

    public PublicationFunction() {
        this(new LambdaPlatform());
    }

    public PublicationFunction(Platform platform) {
        super(new PublicationStep(
                Registry.of(platform),
                EventPublisher.of(platform)), PublicationSpec::of);
    }
}
