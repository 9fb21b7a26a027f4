package dev.redkite.sizing;

import java.util.List;

/**
 * An EC2 instance type as a node.
 *
 * @param addressesPerInterface IPv4 addresses of one network interface
 * @param localDiskGigabytes    NVMe disk of the instance, 0 without one
 * @param automatic             whether it is chosen without being asked for by name
 */
public record InstanceType(
        String name,
        int vcpus,
        double memoryGibibytes,
        int networkInterfaces,
        int addressesPerInterface,
        int localDiskGigabytes,
        boolean automatic) {

    private static final double MEBIBYTES = 1024;
    /**
     * Share of the memory that hypervisor and kernel keep before the node reports it: Karpenter's default
     * (https://karpenter.sh/docs/reference/settings/, VM_MEMORY_OVERHEAD_PERCENT).
     */
    private static final double MACHINE_OVERHEAD = 0.075;
    /** The kubelet's hard eviction threshold, memory.available below 100 MiB. */
    private static final double EVICTION_MEBIBYTES = 100;

    /** Pods that get an address: https://github.com/awslabs/amazon-eks-ami/blob/main/nodeadm/internal/kubelet/eni-max-pods.txt . */
    int addressLimit() {
        return networkInterfaces * (addressesPerInterface - 1) + 2;
    }

    /**
     * Pods that a node of a managed node group accepts
     * (https://docs.aws.amazon.com/eks/latest/userguide/choosing-instance-type.html).
     */
    int podLimit() {
        return Math.min(addressLimit(), vcpus < 30 ? 110 : 250);
    }

    /**
     * What is left for pods after the kubelet's own reserve, which the EKS images compute as 6 % of the first core, 1 %
     * of the second, 0.5 % of the next two and 0.25 % of the others, and 255 MiB and 11 MiB for every pod that may run
     * (https://github.com/awslabs/amazon-eks-ami/blob/main/nodeadm/internal/kubelet/config.go), and after the pods that
     * run on every node.
     */
    public Capacity allocatable(List<PodRequest> onEveryNode) {
        double reservedCpu = 0.06 + 0.01 + 0.005 * Math.clamp(vcpus - 2L, 0, 2) + 0.0025 * Math.max(0, vcpus - 4);
        double reservedMemory = (255 + 11 * addressLimit() + EVICTION_MEBIBYTES) / MEBIBYTES;
        double cpu = vcpus - reservedCpu;
        double memory = memoryGibibytes * (1 - MACHINE_OVERHEAD) - reservedMemory;
        int pods = podLimit();
        for (PodRequest request : onEveryNode) {
            cpu -= request.count() * request.cpu();
            memory -= request.count() * request.memoryGibibytes();
            pods -= request.count();
        }
        return new Capacity(cpu, memory, pods);
    }

    /** What one node offers to pods: cores, GiB and places. */
    public record Capacity(double cpu, double memoryGibibytes, int pods) {

        boolean holds(PodRequest one) {
            return pods >= 1 && cpu >= one.cpu() && memoryGibibytes >= one.memoryGibibytes();
        }

        Capacity without(PodRequest one) {
            return new Capacity(cpu - one.cpu(), memoryGibibytes - one.memoryGibibytes(), pods - 1);
        }
    }
}
