package dev.redkite.sandbox.aws.elasticloadbalancing;

import dev.redkite.sandbox.aws.Errors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Elastic Load Balancing's ways of saying no. */
final class LoadBalancingRefusal {

    private LoadBalancingRefusal() {}

    static AwsServiceException of(String code, String message) {
        return Errors.of("ElasticLoadBalancingv2", 400, code, message);
    }

    /** @param kind as in codes: LoadBalancer or TargetGroup */
    static AwsServiceException notFound(String kind, Object what) {
        return of(kind + "NotFound", "One or more %s not found: %s".formatted(
                kind.equals("LoadBalancer") ? "load balancers" : "target groups", what));
    }
}
