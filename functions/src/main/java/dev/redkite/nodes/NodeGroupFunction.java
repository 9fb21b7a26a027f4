package dev.redkite.nodes;

import dev.redkite.announcement.LongStageFunction;
import dev.redkite.outside.AwsOutside;
import dev.redkite.outside.Outside;
import dev.redkite.stage.InOrder;
import dev.redkite.stage.StageRequest;
import java.util.List;
import software.amazon.awssdk.services.eks.EksClient;

/** The managed node group that Milvus runs on. */
public final class NodeGroupFunction extends LongStageFunction<NodeGroupSpec, NodeGroupFacts> {

    public NodeGroupFunction() {
        this(new AwsOutside());
    }

    public NodeGroupFunction(Outside outside) {
        super(new InOrder<>(NodeGroupFacts.class, List.of(
                new AttachmentsStage(outside.aws(EksClient.class)),
                new NodeGroupStage(outside.aws(EksClient.class)))), outside);
    }

    @Override
    protected NodeGroupSpec wanted(StageRequest request) {
        return NodeGroupSpec.of(request);
    }
}
