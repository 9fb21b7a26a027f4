package dev.redkite.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.domain.DomainFacts;
import dev.redkite.environment.Plan;
import dev.redkite.exposure.ExposureFacts;
import dev.redkite.stage.StageRequest;
import dev.redkite.storage.ObjectStorageFacts;

/** @param probe the figures of the data-path probe, as they are */
record PublicationSpec(
        Plan plan, String execution, ExposureFacts exposure, DomainFacts domain, ObjectStorageFacts storage, JsonNode probe) {

    static PublicationSpec of(StageRequest request) {
        return new PublicationSpec(
                request.plan(),
                request.execution(),
                request.facts("exposure", ExposureFacts.class),
                request.facts("domain", DomainFacts.class),
                request.facts("objectStorage", ObjectStorageFacts.class),
                request.facts("healthProbe", JsonNode.class));
    }
}
