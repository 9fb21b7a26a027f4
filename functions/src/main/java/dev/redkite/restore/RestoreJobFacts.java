package dev.redkite.restore;

/** @param batches how many Jobs it took */
public record RestoreJobFacts(int batches) {}
