package dev.redkite.addons;

import com.fasterxml.jackson.databind.node.ObjectNode;
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

    /**
     * As the add-on's schema has it (aws eks describe-addon-configuration), with what others have added to it, such as that
     * network policies are enforced (docs/limits.md), for EKS replaces all settings at once. Null when there are none of ours.
     *
     * @param found as EKS keeps it, by whomever it was given: JSON; what is YAML or nothing is replaced
     */
    String configuration(String found) {
        if (settings.isEmpty()) {
            return null;
        }
        ObjectNode all = object(found);
        ObjectNode variables = all.path("env") instanceof ObjectNode theirs ? theirs : all.putObject("env");
        new TreeMap<>(settings).forEach(variables::put);
        return Json.text(all);
    }

    private static ObjectNode object(String text) {
        try {
            return text != null && Json.parse(text) instanceof ObjectNode object ? object : Json.object();
        } catch (IllegalArgumentException _) {
            return Json.object();
        }
    }

    String cluster() {
        return names.prefixed();
    }
}
