package dev.redkite.addons;

import dev.redkite.environment.Names;
import dev.redkite.stage.Ownership;

/** @param roleArn what its service account assumes; null for an add-on that calls no AWS API */
record AddonSpec(Names names, Ownership ownership, String kubernetesVersion, String name, String roleArn) {

    String cluster() {
        return names.prefixed();
    }
}
