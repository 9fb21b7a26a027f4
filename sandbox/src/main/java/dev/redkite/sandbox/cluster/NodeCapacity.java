package dev.redkite.sandbox.cluster;

import dev.redkite.sandbox.aws.ec2.InstanceSize;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What a node of an EKS image leaves to pods, by figures that others recorded and by what the image itself reserves: Redkite's
 * own arithmetic, which it is sized by, is not asked.
 *
 * @param millicores of CPU
 * @param mebibytes  of memory
 */
record NodeCapacity(long millicores, long mebibytes, int pods) {

    /**
     * By the GiB that an instance is sold with, those that {@code kubectl get node} says it has: the lowest that 2i2c saw of
     * m5 and r5, whose sizes are those of the families since
     * (https://github.com/2i2c-org/infrastructure/blob/main/deployer/commands/generate/resource_allocation/instance_capacities.yaml).
     */
    private static final NavigableMap<Integer, Double> SEEN =
            new TreeMap<>(Map.of(8, 7.461, 16, 15.172, 32, 30.886, 64, 62.011, 128, 124.353, 512, 498.372));

    static NodeCapacity of(String type) {
        InstanceSize size = InstanceSize.of(type);
        int sold = size.vcpus() * (type.startsWith("m") ? 4 : 8);
        Map.Entry<Integer, Double> nearest = SEEN.floorEntry(sold);
        return new NodeCapacity(
                1000L * size.vcpus() - reservedMillicores(size.vcpus()),
                (long) (1024 * sold * nearest.getValue() / nearest.getKey()) - reservedMebibytes(size.maxPods()),
                Math.min(size.maxPods(), size.vcpus() < 30 ? 110 : 250));
    }

    /**
     * In units of a hundredth of a millicore: 6 % of the first core, 1 % of the second, half of that of the two after it and a quarter
     * of it of all others (https://github.com/awslabs/amazon-eks-ami/blob/main/nodeadm/internal/kubelet/config.go).
     */
    private static int reservedMillicores(int vcpus) {
        return (6000 + 1000 + 500 * Math.clamp(vcpus - 2L, 0, 2) + 250 * Math.max(0, vcpus - 4)) / 100;
    }

    /** As said there: for the kubelet by how many pods could get an address, and what it evicts pods to keep free. */
    private static int reservedMebibytes(int maxPods) {
        return 255 + 11 * maxPods + 100;
    }
}
