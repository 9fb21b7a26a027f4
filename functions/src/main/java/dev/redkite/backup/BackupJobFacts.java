package dev.redkite.backup;

import org.jspecify.annotations.Nullable;

/**
 * @param name       of the backup that milvus-backup says it has made
 * @param generation of the life that it was made of; none where a machine of before told it
 */
public record BackupJobFacts(String name, @Nullable Integer generation) {}
