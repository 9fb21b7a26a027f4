package dev.redkite.sandbox.aws.elasticloadbalancing;

import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.LoadBalancerRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the AWS Load Balancer Controller marks what it makes: with cluster, stack and the resource within the stack
 * (https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#resource-tags and
 * its package pkg/deploy/tracking), and then as it was told.
 */
final class ControllerTags {

    static final String CLUSTER = "elbv2.k8s.aws/cluster";
    static final String SHARED = "elbv2.k8s.aws/resource";

    private static final String RESOURCE = ".k8s.aws/resource";

    private ControllerTags() {}

    /** Those of another resource of the load balancer's stack. */
    static Map<String, String> of(LoadBalancerRequest request, String resource) {
        Map<String, String> tags = new LinkedHashMap<>(request.tags());
        tags.replaceAll((key, value) -> key.endsWith(RESOURCE) ? resource : value);
        return tags;
    }

    static Map<String, String> ofFrontendGroup(LoadBalancerRequest request) {
        return of(request, "ManagedLBSecurityGroup");
    }

    /** Those of the group that all load balancers of a cluster share. */
    static Map<String, String> ofBackendGroup(String cluster, LoadBalancerRequest request) {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put(CLUSTER, cluster);
        tags.put(SHARED, "backend-sg");
        tags.putAll(request.controller().defaultTags());
        return tags;
    }
}
