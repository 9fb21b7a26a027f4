package dev.redkite.restore;

/**
 * A restore that is proven.
 *
 * @param from        whose backup it was
 * @param rows        in all collections
 * @param replaced    how many collections gave way, because the request said so
 */
public record RestoreCompletionFacts(String from, String backup, int collections, long rows, int replaced) {}
