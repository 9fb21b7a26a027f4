package dev.redkite.sandbox.aws.elasticloadbalancing;

import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.Changes;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Kind;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Listener;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsRequest;

/** Target groups by ARN: made beside their load balancer, deleted for themselves. */
final class TargetGroups {

    private final AccountRegion place;
    private final Changes changes;
    private final Map<String, FakeTargetGroup> rows = new LinkedHashMap<>();
    private final Map<String, Set<String>> byLoadBalancer = new HashMap<>();

    TargetGroups(AccountRegion place, Changes changes) {
        this.place = place;
        this.changes = changes;
    }

    /** One for each listener that has targets; those of listeners that are gone go. */
    void ensure(FakeLoadBalancer loadBalancer) {
        List<Listener> listeners = loadBalancer.request().listeners().stream().filter(listener -> listener.sendsTo().isEmpty()).toList();
        of(loadBalancer.arn()).stream()
                .filter(group -> listeners.stream().noneMatch(listener -> serves(group, listener, loadBalancer)))
                .forEach(this::remove);
        for (Listener listener : listeners) {
            FakeTargetGroup wanted = wanted(loadBalancer, listener);
            rows.put(wanted.arn(), wanted);
            byLoadBalancer.computeIfAbsent(wanted.loadBalancerArn(), _ -> new LinkedHashSet<>()).add(wanted.arn());
            changes.note(wanted.arn());
        }
    }

    /** An Ingress' backend has one group, whatever port leads to it: it stays when HTTPS takes the place of HTTP. */
    private static boolean serves(FakeTargetGroup group, Listener listener, FakeLoadBalancer loadBalancer) {
        return loadBalancer.request().kind() == Kind.APPLICATION || group.listener().port() == listener.port();
    }

    private void remove(FakeTargetGroup group) {
        rows.remove(group.arn());
        byLoadBalancer.get(group.loadBalancerArn()).remove(group.arn());
        changes.note(group.arn());
    }

    private FakeTargetGroup wanted(FakeLoadBalancer loadBalancer, Listener listener) {
        Optional<FakeTargetGroup> present = of(loadBalancer.arn()).stream()
                .filter(group -> serves(group, listener, loadBalancer))
                .findFirst();
        String name = present.map(FakeTargetGroup::name).orElseGet(() -> "k8s-" + next("targetgroupname", 10));
        String arn = present.map(FakeTargetGroup::arn).orElseGet(() -> place.arn("elasticloadbalancing", "targetgroup/%s/%s".formatted(name, next("targetgroup", 16))));
        return new FakeTargetGroup(arn, name, loadBalancer.arn(), loadBalancer.placement().vpcId(), listener,
                ControllerTags.of(loadBalancer.request(), loadBalancer.owner().stack() + ":" + listener.port()));
    }

    private String next(String kind, int digits) {
        return place.identifiers().hexadecimal(kind, digits);
    }

    List<FakeTargetGroup> all() {
        return List.copyOf(rows.values());
    }

    List<FakeTargetGroup> of(String loadBalancerArn) {
        return byLoadBalancer.getOrDefault(loadBalancerArn, Set.of()).stream().map(rows::get).toList();
    }

    void removeOf(String loadBalancerArn) {
        of(loadBalancerArn).forEach(this::remove);
    }

    Optional<FakeTargetGroup> find(String arn) {
        return Optional.ofNullable(rows.get(arn));
    }

    FakeTargetGroup require(String arn) {
        return find(arn).orElseThrow(() -> LoadBalancingRefusal.notFound("TargetGroup", arn));
    }

    /** By names, by ARNs, or all; those of a load balancer are for the caller to find. */
    List<FakeTargetGroup> matching(DescribeTargetGroupsRequest request) {
        request.targetGroupArns().forEach(this::require);
        request.names().stream()
                .filter(name -> rows.values().stream().noneMatch(group -> group.name().equals(name)))
                .findFirst()
                .ifPresent(name -> {
                    throw LoadBalancingRefusal.notFound("TargetGroup", name);
                });
        boolean everyOne = request.targetGroupArns().isEmpty() && request.names().isEmpty();
        return rows.values().stream()
                .filter(group -> everyOne || request.names().contains(group.name())
                        || request.targetGroupArns().contains(group.arn()))
                .toList();
    }

    /** As AWS does, succeeds when there is none. */
    void delete(String arn, Predicate<String> loadBalancerStands) {
        FakeTargetGroup group = rows.get(arn);
        if (group == null) {
            return;
        }
        if (loadBalancerStands.test(group.loadBalancerArn())) {
            throw LoadBalancingRefusal.of("ResourceInUse",
                    "Target group '%s' is currently in use by a listener or a rule".formatted(arn));
        }
        remove(group);
    }
}
