package dev.redkite.restore;

/**
 * A restore that is proven.
 *
 * @param from whose backup it was
 * @param rows in all collections
 */
public record RestoreCompletionFacts(String from, String backup, int collections, long rows) {}
