package dev.redkite.sandbox.aws.elasticloadbalancing;

import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Listener;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.*;

/** Pods by address behind one listener. A resource of its own, which outlives its load balancer. */
record FakeTargetGroup(
        String arn, String name, String loadBalancerArn, String vpcId, Listener listener, Map<String, String> tags) {

    /** Behind a listener that speaks TLS its targets speak without, unless they are said to. */
    private String protocol() {
        return switch (listener.protocol()) {
            case "TLS" -> "TCP";
            case "HTTPS" -> "HTTP";
            default -> listener.protocol();
        };
    }

    /** @param used whether its load balancer is still there */
    TargetGroup described(boolean used) {
        return TargetGroup.builder()
                .targetGroupArn(arn)
                .targetGroupName(name)
                .protocol(protocol())
                .port(listener.targets().isEmpty() ? listener.port() : listener.targets().getFirst().port())
                .targetType(TargetTypeEnum.IP)
                .vpcId(vpcId)
                .loadBalancerArns(used ? List.of(loadBalancerArn) : List.of())
                .build();
    }

    /**
     * Health checks begin once the load balancer is active, and a target is healthy after some that it passed.
     *
     * @param checkedSince since when the load balancer is active
     * @param passed       how long it takes from the first check, or from when the target could pass it, until enough were passed
     */
    List<TargetHealthDescription> health(Instant now, Instant checkedSince, Duration passed, boolean failing) {
        return listener.targets().stream()
                .map(target -> described(target, !failing && target.readySince().isPresent(), target.readySince()
                        .map(ready -> ready.isAfter(checkedSince) ? ready : checkedSince)
                        .orElse(checkedSince).plus(passed).isAfter(now) || checkedSince.isAfter(now)))
                .toList();
    }

    /** Reasons: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html. */
    private static TargetHealthDescription described(Target target, boolean passes, boolean early) {
        TargetHealth.Builder health = TargetHealth.builder();
        if (early) {
            health.state(TargetHealthStateEnum.INITIAL).reason(TargetHealthReasonEnum.ELB_INITIAL_HEALTH_CHECKING)
                    .description("Initial health checks in progress");
        } else if (passes) {
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
