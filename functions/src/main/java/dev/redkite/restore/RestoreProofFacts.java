package dev.redkite.restore;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param rows          in all collections that are proven
 * @param fewerReplicas collections that were loaded with more replicas than there are query nodes now, each with how many of how many
 */
public record RestoreProofFacts(int collections, long rows, @Nullable List<String> fewerReplicas) {}
