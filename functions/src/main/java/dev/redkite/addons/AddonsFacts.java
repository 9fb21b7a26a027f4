package dev.redkite.addons;

import java.util.Map;

/** Versions of the EKS add-ons, by name. */
public record AddonsFacts(Map<String, String> versions) {}
