package dev.redkite.sandbox.aws.elasticloadbalancing;

import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Listener;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Target;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.*;

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
    List<TargetHealthDescription> health(boolean active, boolean failing) {
        return listener.targets().stream().map(target -> described(target, active, failing)).toList();
    }

    /** Reasons: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html. */
    private static TargetHealthDescription described(Target target, boolean active, boolean failing) {
        TargetHealth.Builder health = TargetHealth.builder();
        if (!active) {
            health.state(TargetHealthStateEnum.INITIAL);
        } else if (target.ready() && !failing) {
            health.state(TargetHealthStateEnum.HEALTHY);
        } else {
            health.state(TargetHealthStateEnum.UNHEALTHY)
                    .reason(TargetHealthReasonEnum.TARGET_FAILED_HEALTH_CHECKS)
                    .description("Health checks failed");
        }
        return TargetHealthDescription.builder()
                .target(described -> described.id(target.address()).port(target.port()))
                .targetHealth(health.build())
                .build();
    }
}
