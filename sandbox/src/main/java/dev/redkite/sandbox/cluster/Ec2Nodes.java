package dev.redkite.sandbox.cluster;

import dev.redkite.sandbox.aws.eks.EksNode;
import dev.redkite.sandbox.aws.eks.FakeEksClient;
import dev.redkite.sandbox.kubernetes.CloudNodes;
import java.time.Instant;
import java.util.List;

/** The machines of one cluster's node groups, with what a node of their type leaves to pods. */
final class Ec2Nodes implements CloudNodes {

    private final Remembered<List<CloudNode>> nodes;

    Ec2Nodes(String cluster, FakeEksClient eks) {
        nodes = new Remembered<>(() -> eks.changes(cluster), () -> eks.nodes(cluster).stream().map(Ec2Nodes::node).toList());
    }

    @Override
    public List<CloudNode> nodes(Instant at) {
        return nodes.get();
    }

    private static CloudNode node(EksNode node) {
        NodeCapacity capacity = NodeCapacity.of(node.instanceType());
        return new CloudNode(
                node.name(),
                node.instanceId(),
                node.zone(),
                node.instanceType(),
                capacity.millicores(),
                capacity.mebibytes() << 20,
                capacity.pods(),
                node.labels(),
                List.of(),
                node.readyAt());
    }
}
