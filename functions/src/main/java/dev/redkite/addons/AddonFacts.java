package dev.redkite.addons;

/** One EKS add-on. */
record AddonFacts(String name, String version) {}
