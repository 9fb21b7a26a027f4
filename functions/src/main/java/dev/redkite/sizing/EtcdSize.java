package dev.redkite.sizing;

/** cpu in cores, memory and disk in GiB, each of one replica. */
public record EtcdSize(int replicas, double cpu, double memoryGibibytes, int diskGibibytes) {}
