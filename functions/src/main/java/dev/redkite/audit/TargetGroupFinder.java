package dev.redkite.audit;

import dev.redkite.audit.Leftover.Sweepable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** Target groups of the cluster's controller, which can go once their load balancer has gone. */
record TargetGroupFinder(ElasticLoadBalancingV2Client client) implements ResourceFinder {

    @Override
    public Findings ask(AuditSpec spec) {
        List<TargetGroup> all = client.describeTargetGroupsPaginator(request -> {}).targetGroups().stream().toList();
        Map<String, Map<String, String>> tags = LoadBalancingTags.of(
                client, all.stream().map(TargetGroup::targetGroupArn).toList());
        return Findings.found(1 + all.size(), all.stream()
                .filter(each -> LoadBalancingTags.ours(tags.getOrDefault(each.targetGroupArn(), Map.of()), spec))
                .map(each -> new Sweepable("target group " + each.targetGroupName(),
                        () -> client.deleteTargetGroup(request -> request.targetGroupArn(each.targetGroupArn()))))
                .toList());
    }

    @Override
    public Set<String> types() {
        return Set.of("elasticloadbalancing:targetgroup");
    }
}
