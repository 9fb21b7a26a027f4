package dev.redkite.restore;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A restore that is proven.
 *
 * @param from whose backup it was
 * @param rows in all collections
 * @param fewerReplicas as its proof has it
 */
public record RestoreCompletionFacts(String from, String backup, int collections, long rows, @Nullable List<String> fewerReplicas) {}
