package dev.redkite.addons;

import dev.redkite.environment.Ownership;

/** Which add-on of which cluster, and whose. */
record AddonIdentity(String cluster, String name, Ownership ownership) {

    /** As people know it. */
    String title() {
        return "Add-on %s of %s".formatted(name, cluster);
    }
}
