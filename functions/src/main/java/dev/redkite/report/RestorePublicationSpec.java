package dev.redkite.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.environment.Plan;
import dev.redkite.stage.StageRequest;

/** @param restore which backup it was, and what came with it */
public record RestorePublicationSpec(Plan plan, String execution, JsonNode restore) {

    static RestorePublicationSpec of(StageRequest request) {
        return new RestorePublicationSpec(request.plan(), request.execution(), request.facts("restoreCompletion", JsonNode.class));
    }
}
