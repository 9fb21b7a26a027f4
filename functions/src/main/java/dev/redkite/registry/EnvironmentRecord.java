package dev.redkite.registry;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the registry knows of one environment.
 *
 * @param execution     ARN of the execution that holds the lock; null when nobody does
 * @param specification as the user last gave it
 * @param endpoints     how to reach it; null until it has been ready once
 * @param failure       what went wrong last; null when nothing did, or since it was mended
 */
public record EnvironmentRecord(
        String environment,
        int generation,
        Phase phase,
        String execution,
        JsonNode specification,
        JsonNode endpoints,
        Failure failure) {

    public enum Phase {
        PROVISIONING,
        READY,
        FAILED
    }

    /** @param redrives how often the execution had been redriven when it failed */
    public record Failure(String execution, int redrives, String error, String message) {}
}
