package dev.redkite.loadbalancer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The controller's Helm release. */
public record LoadBalancerControllerFacts(String namespace, String release, String chartVersion, @Nullable List<String> drift) {}
