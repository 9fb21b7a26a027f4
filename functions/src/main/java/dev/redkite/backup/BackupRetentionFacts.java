package dev.redkite.backup;

import java.util.List;

/** @param removed names of the backups that are given up */
public record BackupRetentionFacts(List<String> removed) {}
