package dev.redkite.admission;

import dev.redkite.admission.Headroom.Usage;
import dev.redkite.environment.Plan;
import dev.redkite.network.Ec2Tags;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceLifecycleType;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Tenancy;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.kafka.KafkaClient;
import software.amazon.awssdk.services.kafka.model.Cluster;

/** What stands in the account of the kinds that quotas count, and what of it is the environment's. */
record AccountUsage(Ec2Client ec2, EksClient eks, KafkaClient kafka, ElasticLoadBalancingV2Client loadBalancing, Plan plan) {

    /** Families by their first letters; im and is go with I (https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-quotas.html). */
    private static final String STANDARD = "(a|c|d|h|i|im|is|m|r|t|z)[0-9].*";

    Usage vpcs() {
        return counted(ec2.describeVpcsPaginator(request -> {}).vpcs().stream().map(Vpc::tags));
    }

    Usage addresses() {
        return counted(ec2.describeAddresses(request -> {}).addresses().stream().map(Address::tags));
    }

    private Usage counted(Stream<List<Tag>> tags) {
        Usage usage = Usage.NONE;
        for (List<Tag> each : tags.toList()) {
            usage = usage.and(1, isOurs(each));
        }
        return usage;
    }

    private boolean isOurs(List<Tag> tags) {
        return plan.ownership().owns(Ec2Tags.map(tags));
    }

    /** In that of the plan's zones that has the least room. */
    Usage natGateways() {
        List<NatGateway> gateways = ec2
                .describeNatGatewaysPaginator(request -> request.filter(in("state", List.of("pending", "available", "deleting"))))
                .natGateways().stream()
                .toList();
        if (gateways.isEmpty()) {
            return Usage.NONE;
        }
        List<String> zones = plan.network().zones().stream().map(Plan.Network.Zone::name)
                .limit(plan.network().natGatewayPerZone() ? plan.network().zones().size() : 1)
                .toList();
        Map<String, Set<String>> subnets = ec2.describeSubnetsPaginator(request -> request.filters(in("availability-zone", zones)))
                .subnets().stream()
                .collect(Collectors.groupingBy(Subnet::availabilityZone, Collectors.mapping(Subnet::subnetId, Collectors.toSet())));
        return zones.stream()
                .map(zone -> counted(gateways.stream()
                        .filter(gateway -> subnets.getOrDefault(zone, Set.of()).contains(gateway.subnetId()))
                        .map(NatGateway::tags)))
                .reduce(Usage.NONE, (one, other) -> one.used() - one.ours() >= other.used() - other.ours() ? one : other);
    }

    Usage kubernetesClusters() {
        Usage usage = Usage.NONE;
        for (String name : eks.listClustersPaginator(request -> {}).clusters()) {
            usage = usage.and(1, name.equals(plan.names().clusterName()));
        }
        return usage;
    }

    /** Spot instances, dedicated hosts and other families have quotas of their own. */
    Usage vcpus() {
        Usage usage = Usage.NONE;
        List<Instance> running = ec2
                .describeInstancesPaginator(request -> request.filters(in("instance-state-name", List.of("pending", "running"))))
                .reservations().stream()
                .flatMap(reservation -> reservation.instances().stream())
                .filter(AccountUsage::countsAsStandard)
                .toList();
        for (Instance instance : running) {
            usage = usage.and(instance.cpuOptions().coreCount() * instance.cpuOptions().threadsPerCore(),
                    plan.names().clusterName().equals(Ec2Tags.map(instance.tags()).get("eks:cluster-name")));
        }
        return usage;
    }

    private static boolean countsAsStandard(Instance instance) {
        return instance.instanceTypeAsString().matches(STANDARD)
                && instance.instanceLifecycle() != InstanceLifecycleType.SPOT
                && instance.placement().tenancy() != Tenancy.HOST;
    }

    Usage brokers() {
        Usage usage = Usage.NONE;
        for (Cluster cluster : kafka.listClustersV2Paginator(request -> {}).clusterInfoList()) {
            if (cluster.provisioned() != null && cluster.provisioned().numberOfBrokerNodes() != null) {
                usage = usage.and(cluster.provisioned().numberOfBrokerNodes(), cluster.clusterName().equals(plan.names().clusterName()));
            }
        }
        return usage;
    }

    Usage networkLoadBalancers() {
        return loadBalancers(LoadBalancerTypeEnum.NETWORK, plan.names().networkLoadBalancer());
    }

    Usage applicationLoadBalancers() {
        return loadBalancers(LoadBalancerTypeEnum.APPLICATION, plan.names().applicationLoadBalancer());
    }

    private Usage loadBalancers(LoadBalancerTypeEnum type, String name) {
        Usage usage = Usage.NONE;
        Collection<LoadBalancer> all = loadBalancing.describeLoadBalancersPaginator(request -> {}).loadBalancers().stream().toList();
        for (LoadBalancer each : all) {
            usage = each.type() == type ? usage.and(1, each.loadBalancerName().equals(name)) : usage;
        }
        return usage;
    }

    private static Filter in(String name, List<String> values) {
        return Filter.builder().name(name).values(values).build();
    }
}
