package dev.redkite.nodes;

/** The managed node group. */
public record NodeGroupFacts(String name, String instanceType, int count) {}
