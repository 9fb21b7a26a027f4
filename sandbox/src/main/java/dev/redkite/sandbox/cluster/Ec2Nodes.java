package dev.redkite.sandbox.cluster;

import dev.redkite.sandbox.aws.eks.EksNode;
import dev.redkite.sandbox.aws.eks.FakeEksClient;
import dev.redkite.sandbox.kubernetes.CloudNodes;
import dev.redkite.sizing.InstanceType;
import dev.redkite.sizing.InstanceTypes;
import java.time.Instant;
import java.util.List;

/** The machines of one cluster's node groups, with what a node of their type leaves to pods. */
final class Ec2Nodes implements CloudNodes {

    private static final long GIBIBYTE = 1L << 30;

    private final String cluster;
    private final FakeEksClient eks;
    private final InstanceTypes types;

    Ec2Nodes(String cluster, FakeEksClient eks, InstanceTypes types) {
        this.cluster = cluster;
        this.eks = eks;
        this.types = types;
    }

    @Override
    public List<CloudNode> nodes(Instant at) {
        return eks.nodes(cluster).stream().map(this::node).toList();
    }

    private CloudNode node(EksNode node) {
        InstanceType.Capacity capacity = types.find(node.instanceType()).orElseThrow().allocatable(List.of());
        return new CloudNode(
                node.name(),
                node.instanceId(),
                node.zone(),
                node.instanceType(),
                (long) (capacity.cpu() * 1000),
                (long) (capacity.memoryGibibytes() * GIBIBYTE),
                capacity.pods(),
                node.labels(),
                List.of(),
                node.readyAt());
    }
}
