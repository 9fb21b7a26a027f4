package dev.redkite.sizing;

/**
 * One reason why a workload cannot be sized.
 *
 * @param field   the member of {@link Workload} at fault
 * @param message what is wrong and what to do
 */
public record WorkloadViolation(String field, String message) {}
