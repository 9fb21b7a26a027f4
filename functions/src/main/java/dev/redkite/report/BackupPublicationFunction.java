package dev.redkite.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.announcement.EventPublisher;
import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.registry.Registry;
import dev.redkite.stage.StageFunction;

/** Tells the bus of a backup, and frees the environment. */
public final class BackupPublicationFunction extends StageFunction<JsonNode> {

    public BackupPublicationFunction() {
        this(new LambdaPlatform());
    }

    public BackupPublicationFunction(Platform platform) {
        super(new BackupPublicationStep(Registry.of(platform), EventPublisher.of(platform)), BackupPublicationSpec::of);
    }
}
