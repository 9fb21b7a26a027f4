package dev.redkite.sandbox.aws.elasticloadbalancing;

import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Listener;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Target;
import java.util.List;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** Pods by address behind one listener. */
record FakeTargetGroup(String arn, String name, Listener listener) {

    TargetGroup described(String loadBalancerArn) {
        return TargetGroup.builder()
                .targetGroupArn(arn)
                .targetGroupName(name)
                .protocol(listener.protocol())
                .port(listener.targets().isEmpty() ? listener.port() : listener.targets().getFirst().port())
                .targetType(TargetTypeEnum.IP)
                .loadBalancerArns(loadBalancerArn)
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
