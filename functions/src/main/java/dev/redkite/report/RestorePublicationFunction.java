package dev.redkite.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.announcement.EventPublisher;
import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.registry.Registry;
import dev.redkite.stage.StageFunction;

/** Tells the bus of a restore, and frees the environment. */
public final class RestorePublicationFunction extends StageFunction<JsonNode> {

    public RestorePublicationFunction() {
        this(new LambdaPlatform());
    }

    public RestorePublicationFunction(Platform platform) {
        super(new RestorePublicationStep(Registry.of(platform), EventPublisher.of(platform)), RestorePublicationSpec::of);
    }
}
