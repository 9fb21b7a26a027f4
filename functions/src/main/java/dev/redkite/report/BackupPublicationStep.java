package dev.redkite.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.announcement.EventPublisher;
import dev.redkite.json.Json;
import dev.redkite.registry.Registry;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Step;

/** A backup's last stage: the bus hears of it, and the environment, which served all the time, is free again. */
record BackupPublicationStep(Registry registry, EventPublisher publisher) implements Step<BackupPublicationSpec, JsonNode> {

    @Override
    public Progress<JsonNode> run(BackupPublicationSpec spec) {
        String environment = spec.plan().environment();
        ObjectNode detail = Json.object().put("environment", environment).put("execution", spec.execution());
        if (spec.backup().isObject()) {
            detail.set("backup", spec.backup());
        }
        detail.set("removed", spec.removed());
        publisher.announce(spec.backup().isObject() ? "Backup Ready" : "Backup Removed", detail);
        Releases.require(registry, environment, spec.execution());
        return new Done<>(detail);
    }
}
