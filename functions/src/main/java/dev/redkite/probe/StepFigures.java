package dev.redkite.probe;

import org.jspecify.annotations.Nullable;

/**
 * What one step of the check measured.
 *
 * @param milliseconds from sending to having the checked answer
 * @param rows         rows written, counted or deleted
 * @param hits         hits or rows that came back
 * @param recall       share of the true nearest neighbours found, 0 to 1
 */
public record StepFigures(
        String step, long milliseconds, @Nullable Integer rows, @Nullable Integer hits, @Nullable Double recall) {}
