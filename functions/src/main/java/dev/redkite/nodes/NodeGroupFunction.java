package dev.redkite.nodes;

import dev.redkite.announcement.LongStageFunction;
import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.stage.StageRequest;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;

/** The managed node group that Milvus runs on. */
public final class NodeGroupFunction extends LongStageFunction<NodeGroupFacts> {

    public NodeGroupFunction() {
        this(new LambdaPlatform());
    }

    public NodeGroupFunction(Platform platform) {
        super(new NodesStage(platform.aws(EksClient.class), platform.aws(Ec2Client.class)), NodeGroupSpec::of, StageRequest::identity, platform);
    }
}
