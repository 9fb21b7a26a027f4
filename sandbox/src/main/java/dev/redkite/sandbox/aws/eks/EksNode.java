package dev.redkite.sandbox.aws.eks;

import java.time.Instant;
import java.util.Map;

/**
 * A machine of a managed node group.
 *
 * @param name    as Kubernetes has it, e.g. {@code ip-10-0-1-17.us-west-2.compute.internal}
 * @param readyAt from when on Kubernetes may use it
 */
public record EksNode(
        String name,
        String instanceId,
        String zone,
        String instanceType,
        String nodeGroup,
        Map<String, String> labels,
        Instant readyAt) {}
