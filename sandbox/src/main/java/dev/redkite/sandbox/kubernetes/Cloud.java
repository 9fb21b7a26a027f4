package dev.redkite.sandbox.kubernetes;

/** The AWS side of a cluster. Its parts are called under the cluster's lock and must not call the cluster back. */
public record Cloud(CloudNodes nodes, CloudVolumes volumes, CloudLoadBalancers loadBalancers) {}
