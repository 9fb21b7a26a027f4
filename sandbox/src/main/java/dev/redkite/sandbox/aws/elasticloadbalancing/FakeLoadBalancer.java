package dev.redkite.sandbox.aws.elasticloadbalancing;

import dev.redkite.sandbox.aws.Lifecycle;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Kind;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.LoadBalancerRequest;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Scheme;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerSchemeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;

/** @param groups target groups, one a listener, by ARN */
record FakeLoadBalancer(
        String arn,
        String hostname,
        Instant created,
        Lifecycle lifecycle,
        LoadBalancerRequest request,
        List<FakeTargetGroup> groups) {

    String name() {
        return request.name();
    }

    Map<String, String> tags() {
        return request.tags();
    }

    FakeLoadBalancer with(Lifecycle changed) {
        return new FakeLoadBalancer(arn, hostname, created, changed, request, groups);
    }

    FakeLoadBalancer with(LoadBalancerRequest changed, List<FakeTargetGroup> itsGroups) {
        return new FakeLoadBalancer(arn, hostname, created, lifecycle, changed, itsGroups);
    }

    LoadBalancer described(Instant now) {
        return LoadBalancer.builder()
                .loadBalancerArn(arn)
                .loadBalancerName(name())
                .dnsName(hostname)
                .createdTime(created)
                .type(request.kind() == Kind.NETWORK ? LoadBalancerTypeEnum.NETWORK : LoadBalancerTypeEnum.APPLICATION)
                .scheme(request.scheme() == Scheme.INTERNAL
                        ? LoadBalancerSchemeEnum.INTERNAL : LoadBalancerSchemeEnum.INTERNET_FACING)
                .state(state -> state.code(switch (lifecycle.at(now)) {
                    case CREATING -> LoadBalancerStateEnum.PROVISIONING;
                    case FAILED -> LoadBalancerStateEnum.FAILED;
                    case ACTIVE, DELETING, GONE -> LoadBalancerStateEnum.ACTIVE;
                }))
                .build();
    }
}
