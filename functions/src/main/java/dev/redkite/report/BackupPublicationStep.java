package dev.redkite.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.announcement.EventPublisher;
import dev.redkite.json.Json;
import dev.redkite.registry.Registry;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Step;

/** A backup's last stage: the bus hears of it, and the environment, which goes on as it was, is free again. */
record BackupPublicationStep(Registry registry, EventPublisher publisher) implements Step<BackupPublicationSpec, JsonNode> {

    @Override
    public Progress<JsonNode> run(BackupPublicationSpec spec) {
        String environment = spec.plan().environment();
        ObjectNode detail = Json.object().put("environment", environment).put("execution", spec.execution());
        if (spec.backup().isObject()) {
            detail.set("backup", spec.backup());
        }
        detail.set("removed", spec.removed());
        if (spec.backup().isObject()) {
            publisher.announce("Backup Ready", detail);
            Releases.require(registry, environment, spec.execution());
        } else {
            publisher.announce("Backup Removed", detail);
            Releases.requireAsItWas(registry, environment, spec.execution());
        }
        return new Done<>(detail);
    }
}
