package dev.redkite.sandbox.aws.elasticloadbalancing;

import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Listener;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Target;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** Pods by address behind one listener. A resource of its own, which outlives its load balancer. */
record FakeTargetGroup(
        String arn, String name, String loadBalancerArn, String vpcId, Listener listener, Map<String, String> tags) {

    /** @param used whether its load balancer is still there */
    TargetGroup described(boolean used) {
        return TargetGroup.builder()
                .targetGroupArn(arn)
                .targetGroupName(name)
                .protocol(listener.protocol())
                .port(listener.targets().isEmpty() ? listener.port() : listener.targets().getFirst().port())
                .targetType(TargetTypeEnum.IP)
                .vpcId(vpcId)
                .loadBalancerArns(used ? List.of(loadBalancerArn) : List.of())
                .build();
    }

    /** Health checks begin once the load balancer is active. */
    List<TargetHealthDescription> health(boolean active) {
        return listener.targets().stream().map(target -> described(target, active)).toList();
    }

    private static TargetHealthDescription described(Target target, boolean active) {
        TargetHealthStateEnum state = !active ? TargetHealthStateEnum.INITIAL
                : target.ready() ? TargetHealthStateEnum.HEALTHY : TargetHealthStateEnum.UNHEALTHY;
        return TargetHealthDescription.builder()
                .target(described -> described.id(target.address()).port(target.port()))
                .targetHealth(health -> health.state(state))
                .build();
    }
}
