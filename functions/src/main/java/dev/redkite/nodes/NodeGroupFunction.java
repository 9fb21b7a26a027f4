package dev.redkite.nodes;

import dev.redkite.announcement.LongStageFunction;
import dev.redkite.outside.AwsOutside;
import dev.redkite.outside.Outside;
import dev.redkite.stage.StageRequest;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;

/** The managed node group that Milvus runs on. */
public final class NodeGroupFunction extends LongStageFunction<NodeGroupSpec, NodeGroupFacts> {

    public NodeGroupFunction() {
        this(new AwsOutside());
    }

    public NodeGroupFunction(Outside outside) {
        super(new NodesStage(outside.aws(EksClient.class), outside.aws(Ec2Client.class)), outside);
    }

    @Override
    protected NodeGroupSpec wanted(StageRequest request) {
        return NodeGroupSpec.of(request);
    }
}
