package dev.redkite.addons;

import dev.redkite.environment.Names;
import dev.redkite.stage.Json;
import dev.redkite.stage.Ownership;
import java.util.Map;
import java.util.TreeMap;

/**
 * @param roleArn  what its service account assumes; null for an add-on that calls no AWS API
 * @param settings environment variables that it is told; empty for an add-on that is left as EKS makes it
 */
record AddonSpec(
        Names names, Ownership ownership, String kubernetesVersion, String name, String roleArn, Map<String, String> settings) {

    /** As the add-on's schema has it (aws eks describe-addon-configuration); null when there are none. */
    String configuration() {
        return settings.isEmpty() ? null : Json.text(Map.of("env", new TreeMap<>(settings)));
    }

    String cluster() {
        return names.prefixed();
    }
}
