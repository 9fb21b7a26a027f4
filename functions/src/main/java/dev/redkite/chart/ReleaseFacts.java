package dev.redkite.chart;

/** A Helm release as it is. */
public record ReleaseFacts(String namespace, String release, String chartVersion, int revision) {}
