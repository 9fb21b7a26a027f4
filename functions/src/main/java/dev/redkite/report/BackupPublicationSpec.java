package dev.redkite.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.environment.Plan;
import dev.redkite.stage.StageRequest;

/**
 * @param backup  what the manifest says in short; empty where one was only given up
 * @param removed names of the backups that were given up
 */
public record BackupPublicationSpec(Plan plan, String execution, JsonNode backup, JsonNode removed) {

    static BackupPublicationSpec of(StageRequest request) {
        return new BackupPublicationSpec(request.plan(), request.execution(), request.facts().path("backupManifest"),
                request.facts("backupRetention", JsonNode.class).path("removed"));
    }
}
