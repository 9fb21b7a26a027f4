package dev.redkite.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.stage.StageRequest;

/** @param specification as it came in, unchecked; may be null */
record AdmissionSpec(JsonNode specification, String execution) {

    static AdmissionSpec of(StageRequest request) {
        return new AdmissionSpec(
                request.request() == null ? null : request.request().get("specification"), request.execution());
    }
}
