package dev.redkite.addons;

import dev.redkite.environment.Names;
import dev.redkite.environment.Ownership;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * @param roleArn  what its service account assumes, if the add-on calls an AWS API
 * @param settings environment variables that it is told; empty for an add-on that is left as EKS makes it
 */
record AddonSpec(
        Names names, Ownership ownership, String kubernetesVersion, String name, @Nullable String roleArn, Map<String, String> settings) {

    /**
     * As the add-on's schema has it (aws eks describe-addon-configuration), with what others have added to it, such as that
     * network policies are enforced (docs/limits.md), for EKS replaces all settings at once. None where none are ours.
     *
     * @param found as EKS keeps it, by whomever it was given
     */
    @Nullable String configuration(@Nullable String found) {
        return settings.isEmpty() ? null : AddonSettings.with(found, settings);
    }

    AddonIdentity identity() {
        return new AddonIdentity(cluster(), name, ownership);
    }

    String cluster() {
        return names.clusterName();
    }
}
