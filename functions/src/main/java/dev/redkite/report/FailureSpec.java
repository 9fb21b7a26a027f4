package dev.redkite.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.stage.Json;
import dev.redkite.stage.StageRequest;

/**
 * What the failure path is told.
 *
 * @param environment null when the request did not even name one
 * @param redrives    how often the execution had been redriven when it failed
 * @param redriven    whether it has been redriven since
 */
record FailureSpec(
        String environment, String execution, int redrives, boolean redriven, String error, String message) {

    /**
     * The machines pass {@code request} as {@code {"input", "error", "cause", "redrives", "redriven"}}: the execution's
     * own input, the error's name and cause, the redrive count when it was caught, and whether there was a redrive since.
     */
    static FailureSpec of(StageRequest request) {
        JsonNode told = request.request();
        return new FailureSpec(
                told.path("input").path("specification").path("name").textValue(),
                request.execution(),
                told.path("redrives").asInt(),
                told.path("redriven").asBoolean(),
                told.path("error").asText("States.Unknown"),
                message(told.path("cause").asText("")));
    }

    /** Lambda wraps an exception as JSON; Step Functions' own errors come as plain sentences. */
    private static String message(String cause) {
        if (!cause.startsWith("{")) {
            return cause;
        }
        try {
            return Json.parse(cause).path("errorMessage").asText(cause);
        } catch (IllegalArgumentException _) {
            return cause;
        }
    }
}
