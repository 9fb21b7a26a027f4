package dev.redkite.loadbalancer;

/** The controller's Helm release. */
public record LoadBalancerControllerFacts(String namespace, String release, String chartVersion) {}
