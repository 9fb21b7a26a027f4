package dev.redkite.environment;

import dev.redkite.sizing.PodNetwork;

/**
 * How many free addresses a private subnet needs for its share of an environment to come up.
 *
 * @param nodes            in one subnet
 * @param addressesOfNode  that each of them holds for itself and its pods
 * @param msk              brokers, and one of what keeps their metadata
 * @param loadBalancers    that stand in private subnets
 */
public record AddressNeed(int nodes, int addressesOfNode, int msk, int loadBalancers) {

    /** In each subnet: https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html. */
    private static final int CONTROL_PLANE = 6;

    /** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#subnets-load-balancer. */
    public static final int LOAD_BALANCER = 8;

    public static AddressNeed of(Plan plan) {
        int subnets = plan.network().adopted() ? plan.network().subnetIds().size() : plan.network().zones().size();
        int nodes = plan.nodes().count();
        int pods = plan.milvus().components().values().stream().mapToInt(Plan.Component::replicas).sum() + plan.milvus().etcd().replicas();
        boolean internal = plan.exposure().scheme() == Scheme.INTERNAL || plan.attu().enabled() && plan.attu().scheme() == Scheme.INTERNAL;
        return new AddressNeed(share(nodes, subnets), PodNetwork.addressesOfNode(pods, nodes),
                share(plan.kafka().brokers(), subnets) + 1, internal ? LOAD_BALANCER : 0);
    }

    private static int share(int count, int subnets) {
        return (count + subnets - 1) / subnets;
    }

    public int total() {
        return nodes * addressesOfNode + msk + CONTROL_PLANE + loadBalancers;
    }

    /** E.g. {@code 33: 16 for each of 1 nodes and their pods, 2 for MSK, 6 for EKS and 8 for load balancers}. */
    public String inWords() {
        return "%d: %d for each of %d nodes with its pods, %d for MSK, %d for EKS and %d for load balancers"
                .formatted(total(), addressesOfNode, nodes, msk, CONTROL_PLANE, loadBalancers);
    }
}
