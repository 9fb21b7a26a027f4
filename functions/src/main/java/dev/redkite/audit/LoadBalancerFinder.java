package dev.redkite.audit;

import dev.redkite.audit.Leftover.Sweepable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;

/**
 * Load balancers of the cluster's controller, by their tags and by the names that we asked for. One whose controller
 * died before it stays for ever, and is paid for (https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/4773).
 */
record LoadBalancerFinder(ElasticLoadBalancingV2Client client) implements ResourceFinder {

    @Override
    public Findings ask(AuditSpec spec) {
        List<String> names = List.of(spec.names().networkLoadBalancer(), spec.names().applicationLoadBalancer());
        List<LoadBalancer> all = client.describeLoadBalancersPaginator(request -> {}).loadBalancers().stream().toList();
        Map<String, Map<String, String>> tags = LoadBalancingTags.of(
                client, all.stream().map(LoadBalancer::loadBalancerArn).toList());
        List<Leftover> ours = new ArrayList<>();
        List<String> untouched = new ArrayList<>();
        for (LoadBalancer each : all.stream().filter(it -> tags.containsKey(it.loadBalancerArn())).toList()) {
            if (LoadBalancingTags.ours(tags.getOrDefault(each.loadBalancerArn(), Map.of()), spec)) {
                ours.add(new Sweepable("load balancer " + each.loadBalancerName(),
                        () -> client.deleteLoadBalancer(request -> request.loadBalancerArn(each.loadBalancerArn()))));
            } else if (names.contains(each.loadBalancerName())) {
                untouched.add("Load balancer %s bears our name and neither our tags nor our cluster's."
                        .formatted(each.loadBalancerName()));
            }
        }
        return new Findings(names.size() + all.size(), ours, untouched, List.of());
    }

    /** Listeners and their rules go with their load balancer. */
    @Override
    public Set<String> types() {
        return Set.of("elasticloadbalancing:loadbalancer", "elasticloadbalancing:listener", "elasticloadbalancing:listener-rule");
    }
}
