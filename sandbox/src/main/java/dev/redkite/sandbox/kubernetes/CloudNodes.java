package dev.redkite.sandbox.kubernetes;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The machines that node groups bring into a cluster. */
@FunctionalInterface
public interface CloudNodes {

    /**
     * @param name such as {@code ip-10-0-1-17.ec2.internal}
     * @param instanceId such as {@code i-0123456789abcdef0}
     * @param cpuMillis allocatable, in thousandths of a core
     * @param memoryBytes allocatable
     * @param pods how many pods fit, by network addresses
     * @param readyAt from when on pods can be placed on it
     */
    record CloudNode(
            String name,
            String instanceId,
            String zone,
            String instanceType,
            long cpuMillis,
            long memoryBytes,
            int pods,
            Map<String, String> labels,
            List<CloudTaint> taints,
            Instant readyAt) {}

    /** @param effect NoSchedule, PreferNoSchedule or NoExecute */
    record CloudTaint(String key, String value, String effect) {}

    /** The machines there are at that instant, ready or not; one that is gone is not listed. */
    List<CloudNode> nodes(Instant at);
}
