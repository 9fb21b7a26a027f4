package dev.redkite.restore;

/** @param rows in all collections that are proven */
public record RestoreProofFacts(int collections, long rows) {}
