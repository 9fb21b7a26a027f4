package dev.redkite.sandbox.outsider;

import dev.redkite.environment.Plan;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.aws.ec2.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.eks.model.VpcConfigResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;

/** Brokers, nodes and load balancers, from machines that carry none of the environment's security groups, by any port. */
record NetworkAttempts(World world) {

    /** @param ranges from which it is meant to be reached */
    private record Target(String name, Set<String> groups, List<String> ranges) {}

    List<String> of(Plan plan) {
        VpcConfigResponse network = world.eks().describeCluster(request -> request.name(plan.names().clusterName()))
                .cluster().resourcesVpcConfig();
        String cidr = world.ec2().describeVpcs(request -> request.vpcIds(network.vpcId())).vpcs().getFirst().cidrBlock();
        Set<String> usual = defaultGroup(network.vpcId());
        List<String> got = new ArrayList<>();
        Stream.of(brokers(plan), nodes(plan, network), balancers(plan)).flatMap(List::stream).forEach(target -> {
            for (SecurityGroupRule rule : ingress(target.groups())) {
                Strangers.machines(cidr).forEach((address, where) -> {
                    if (reaches(rule, address, usual) && target.ranges().stream().noneMatch(range -> Cidr.contains(range, address))) {
                        got.add("security group of the %s: %s of %s reaches %s (%s)".formatted(
                                target.name(), address, where, ports(rule), rule.groupId()));
                    }
                });
            }
        });
        return got;
    }

    private Set<String> defaultGroup(String vpc) {
        return world.ec2().describeSecurityGroups(request -> request.filters(
                        filter -> filter.name("vpc-id").values(vpc), filter -> filter.name("group-name").values("default")))
                .securityGroups().stream().map(SecurityGroup::groupId).collect(Collectors.toSet());
    }

    private List<Target> brokers(Plan plan) {
        return world.kafka().listClustersV2(request -> request.clusterNameFilter(plan.names().clusterName()))
                .clusterInfoList().stream()
                .map(cluster -> new Target("brokers", Set.copyOf(cluster.provisioned().brokerNodeGroupInfo().securityGroups()), List.of()))
                .toList();
    }

    private List<Target> nodes(Plan plan, VpcConfigResponse network) {
        Set<String> groups = new TreeSet<>(network.securityGroupIds());
        groups.add(network.clusterSecurityGroupId());
        world.ec2().describeInstances(request -> request.filters(filter -> filter.name("tag:eks:cluster-name").values(plan.names().clusterName())))
                .reservations().forEach(each -> each.instances().forEach(instance ->
                        instance.securityGroups().stream().map(GroupIdentifier::groupId).forEach(groups::add)));
        return List.of(new Target("nodes", groups, List.of()));
    }

    private List<Target> balancers(Plan plan) {
        Map<String, List<String>> ranges = plan.attu().enabled()
                ? Map.of(plan.names().networkLoadBalancer(), plan.exposure().sourceRanges(), plan.names().applicationLoadBalancer(), plan.attu().sourceRanges())
                : Map.of(plan.names().networkLoadBalancer(), plan.exposure().sourceRanges());
        return world.elasticLoadBalancing().describeLoadBalancers(request -> {}).loadBalancers().stream()
                .filter(each -> ranges.containsKey(each.loadBalancerName()))
                .map((LoadBalancer each) -> new Target("load balancer " + each.loadBalancerName(), Set.copyOf(each.securityGroups()),
                        ranges.get(each.loadBalancerName())))
                .toList();
    }

    private List<SecurityGroupRule> ingress(Set<String> groups) {
        return groups.stream()
                .flatMap(group -> world.ec2().describeSecurityGroupRules(request -> request.filters(filter -> filter.name("group-id").values(group)))
                        .securityGroupRules().stream())
                .filter(rule -> !rule.isEgress())
                .toList();
    }

    private static boolean reaches(SecurityGroupRule rule, String address, Set<String> groups) {
        return rule.cidrIpv4() == null ? groups.contains(rule.referencedGroupInfo().groupId()) : Cidr.contains(rule.cidrIpv4(), address);
    }

    private static String ports(SecurityGroupRule rule) {
        return rule.ipProtocol().equals("-1") ? "every port" : "%s %d–%d".formatted(rule.ipProtocol(), rule.fromPort(), rule.toPort());
    }
}
