package dev.redkite.sizing;

import java.util.Map;

/**
 * How many addresses of its subnet a node holds. By default the VPC CNI keeps a whole spare interface, up to a hundred
 * addresses a node (https://github.com/aws/amazon-vpc-cni-k8s/blob/master/docs/eni-and-ip-target.md); Milvus' nodes run few
 * and lasting pods, so it is told to keep a few single addresses instead.
 */
public final class PodNetwork {

    /** Held from the start, about as many as the pods of a node in a small environment: nothing is asked of EC2 for them. */
    private static final int MINIMUM = 10;
    /** Held beyond what pods have. */
    private static final int WARM = 2;
    /** Its own, and one of a further interface, which is attached before the first is used up. */
    private static final int PRIMARY = 2;
    /** Of the pods that run on every node ebs-csi-node alone has an address of its own; the others use the node's. */
    private static final int ON_EVERY_NODE = 1;

    private PodNetwork() {}

    /** Environment variables of the CNI. */
    public static Map<String, String> settings() {
        return Map.of("MINIMUM_IP_TARGET", Integer.toString(MINIMUM), "WARM_IP_TARGET", Integer.toString(WARM));
    }

    /** @param pods of Milvus and etcd, over all nodes */
    public static int addressesOfNode(int pods, int nodes) {
        int others = SystemPods.load().onceInCluster().stream().mapToInt(PodRequest::count).sum();
        int each = (pods + others + nodes - 1) / nodes + ON_EVERY_NODE;
        return PRIMARY + Math.max(MINIMUM, each + WARM);
    }
}
