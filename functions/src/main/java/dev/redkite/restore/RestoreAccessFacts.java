package dev.redkite.restore;

/** @param needed whether Milvus' role had to be let in to where the backup lies */
public record RestoreAccessFacts(boolean needed) {}
