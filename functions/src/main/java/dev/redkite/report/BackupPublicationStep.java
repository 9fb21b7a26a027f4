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

    /** The event comes before the registry: should the answer to either be lost, both are simply said again. */
    @Override
    public Progress<JsonNode> run(BackupPublicationSpec spec) {
        String environment = spec.plan().environment();
        ObjectNode detail = Json.object().put("environment", environment).put("execution", spec.execution());
        if (spec.backup().isObject()) {
            detail.set("backup", spec.backup());
        }
        detail.set("removed", spec.removed());
        publisher.announce(spec.backup().isObject() ? "Backup Ready" : "Backup Removed", detail);
        if (!registry.release(environment, spec.execution()) && !released(environment)) {
            throw Overtaken.by(registry.find(environment));
        }
        return new Done<>(detail);
    }

    private boolean released(String environment) {
        return registry.find(environment).map(record -> record.execution() == null).orElse(false);
    }
}
