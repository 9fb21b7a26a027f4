package dev.redkite.sizing;

/**
 * Some equal pods.
 *
 * @param cpu             cores that each of them asks
 * @param memoryGibibytes that each of them asks
 */
public record PodRequest(String name, int count, double cpu, double memoryGibibytes) {}
