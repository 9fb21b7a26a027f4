package dev.redkite.loadbalancer;

import java.util.List;

/** The controller's Helm release. */
public record LoadBalancerControllerFacts(String namespace, String release, String chartVersion, List<String> drift) {}
