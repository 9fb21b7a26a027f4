package dev.redkite.backup;

/** @param name of the backup that milvus-backup says it has made */
public record BackupJobFacts(String name) {}
