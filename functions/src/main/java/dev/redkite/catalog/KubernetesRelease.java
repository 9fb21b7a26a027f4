package dev.redkite.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A Kubernetes minor version.
 *
 * @param available false for a version that EKS no longer offers and that is listed only to say so
 * @param note      what a person should know of it
 */
public record KubernetesRelease(String version, boolean available, @Nullable String note) {}
