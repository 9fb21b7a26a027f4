package dev.redkite.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Set;

/**
 * A release's newest revision as Helm stores it.
 *
 * @param status Helm's word
 * @param begun  when the operation that made this revision began, by the API server's clock
 * @param values what was given at that operation, without the chart's defaults
 * @param manifest what the chart made of them, as YAML
 */
record StoredRelease(
        String namespace,
        String name,
        int revision,
        String status,
        String description,
        String chartName,
        String chartVersion,
        JsonNode values,
        String manifest,
        Instant begun) {

    private static final Set<String> UNDERWAY =
            Set.of("pending-install", "pending-upgrade", "pending-rollback", "uninstalling");

    private static final Set<String> ONCE_DEPLOYED = Set.of("deployed", "superseded", "uninstalling");

    boolean deployed() {
        return status.equals("deployed");
    }

    /** An upgrade supersedes what was deployed, a removal works on it; what it failed to follow stays "deployed". */
    boolean onceDeployed() {
        return ONCE_DEPLOYED.contains(status);
    }

    /** Some Helm process works on it, or was killed while it did. */
    boolean underway() {
        return UNDERWAY.contains(status);
    }
}
