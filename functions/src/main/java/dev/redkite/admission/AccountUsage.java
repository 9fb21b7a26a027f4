package dev.redkite.admission;

import dev.redkite.admission.Headroom.Usage;
import dev.redkite.environment.Plan;
import dev.redkite.network.Ec2Tags;
import dev.redkite.platform.Once;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Address;
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
record AccountUsage(Ec2Client ec2, EksClient eks, KafkaClient kafka, Supplier<List<LoadBalancer>> loadBalancers, Plan plan) {

    /** Families by their first letters; im and is go with I (https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-quotas.html). */
    private static final String STANDARD = "(a|c|d|h|i|im|is|m|r|t|z)[0-9].*";

    /** Load balancers of all kinds are in one list, which is read once. */
    static AccountUsage of(Ec2Client ec2, EksClient eks, KafkaClient kafka, ElasticLoadBalancingV2Client loadBalancing, Plan plan) {
        return new AccountUsage(ec2, eks, kafka, new Once<>(() ->
                loadBalancing.describeLoadBalancersPaginator(request -> {}).loadBalancers().stream().toList()), plan);
    }

    Usage vpcs() {
        return tagged(ec2.describeVpcsPaginator(request -> {}).vpcs().stream().map(Vpc::tags));
    }

    Usage addresses() {
        return tagged(ec2.describeAddresses(request -> {}).addresses().stream().map(Address::tags));
    }

    private Usage tagged(Stream<List<Tag>> tags) {
        return counted(tags, _ -> 1, each -> plan.ownership().owns(Ec2Tags.map(each)));
    }

    private static <T> Usage counted(Stream<T> all, ToIntFunction<T> count, Predicate<T> ours) {
        return all.map(each -> new Usage(count.applyAsInt(each), ours.test(each) ? count.applyAsInt(each) : 0))
                .reduce(Usage.NONE, Usage::plus);
    }

    private boolean namesCluster(@Nullable String name) {
        return plan.names().clusterName().equals(name);
    }

    /** In that of the plan's zones that has the least room. */
    Usage natGateways() {
        List<NatGateway> gateways = ec2
                .describeNatGatewaysPaginator(request -> request.filter(Ec2Tags.filter("state", "pending", "available", "deleting")))
                .natGateways().stream()
                .toList();
        if (gateways.isEmpty()) {
            return Usage.NONE;
        }
        List<String> zones = plan.network().zones().stream().map(Plan.Network.Zone::name)
                .limit(plan.network().natGatewayPerZone() ? plan.network().zones().size() : 1)
                .toList();
        Map<String, Set<String>> subnets = ec2.describeSubnetsPaginator(request -> request.filters(Ec2Tags.filter("availability-zone", zones)))
                .subnets().stream()
                .collect(Collectors.groupingBy(Subnet::availabilityZone, Collectors.mapping(Subnet::subnetId, Collectors.toSet())));
        return zones.stream()
                .map(zone -> tagged(gateways.stream()
                        .filter(gateway -> subnets.getOrDefault(zone, Set.of()).contains(gateway.subnetId()))
                        .map(NatGateway::tags)))
                .reduce(Usage.NONE, (one, other) -> one.used() - one.ours() >= other.used() - other.ours() ? one : other);
    }

    Usage kubernetesClusters() {
        return counted(eks.listClustersPaginator(request -> {}).clusters().stream(), _ -> 1, this::namesCluster);
    }

    /** Spot instances, dedicated hosts and other families have quotas of their own. */
    Usage vcpus() {
        Stream<Instance> running = ec2
                .describeInstancesPaginator(request -> request.filters(Ec2Tags.filter("instance-state-name", "pending", "running")))
                .reservations().stream()
                .flatMap(reservation -> reservation.instances().stream())
                .filter(AccountUsage::countsAsStandard);
        return counted(running, instance -> instance.cpuOptions().coreCount() * instance.cpuOptions().threadsPerCore(),
                instance -> namesCluster(Ec2Tags.map(instance.tags()).get("eks:cluster-name")));
    }

    private static boolean countsAsStandard(Instance instance) {
        return instance.instanceTypeAsString().matches(STANDARD)
                && instance.instanceLifecycle() != InstanceLifecycleType.SPOT
                && instance.placement().tenancy() != Tenancy.HOST;
    }

    Usage brokers() {
        Stream<Cluster> provisioned = kafka.listClustersV2Paginator(request -> {}).clusterInfoList().stream()
                .filter(cluster -> cluster.provisioned() != null && cluster.provisioned().numberOfBrokerNodes() != null);
        return counted(provisioned, cluster -> cluster.provisioned().numberOfBrokerNodes(), cluster -> namesCluster(cluster.clusterName()));
    }

    Usage networkLoadBalancers() {
        return loadBalancers(LoadBalancerTypeEnum.NETWORK, plan.names().networkLoadBalancer());
    }

    Usage applicationLoadBalancers() {
        return loadBalancers(LoadBalancerTypeEnum.APPLICATION, plan.names().applicationLoadBalancer());
    }

    private Usage loadBalancers(LoadBalancerTypeEnum type, String name) {
        return counted(loadBalancers.get().stream().filter(each -> each.type() == type),
                _ -> 1, each -> each.loadBalancerName().equals(name));
    }
}
