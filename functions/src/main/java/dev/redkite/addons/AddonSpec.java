package dev.redkite.addons;

import dev.redkite.environment.Names;
import dev.redkite.environment.Ownership;
import java.util.Map;

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
     * @param found as EKS keeps it, by whomever it was given; null for nothing
     */
    String configuration(String found) {
        return settings.isEmpty() ? null : AddonSettings.with(found, settings);
    }

    AddonIdentity identity() {
        return new AddonIdentity(cluster(), name, ownership);
    }

    String cluster() {
        return names.prefixed();
    }
}
