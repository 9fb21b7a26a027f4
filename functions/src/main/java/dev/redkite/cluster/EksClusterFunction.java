package dev.redkite.cluster;

import dev.redkite.announcement.LongStageFunction;
import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.stage.StageRequest;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.iam.IamClient;

/** The control plane, who may use it, its identity provider and its way to the brokers. */
public final class EksClusterFunction extends LongStageFunction<EksClusterFacts> {

    public EksClusterFunction() {
        this(new LambdaPlatform());
    }

    public EksClusterFunction(Platform platform) {
        super(new EksClusterStage(
                platform.aws(EksClient.class), platform.aws(IamClient.class), platform.aws(Ec2Client.class),
                new ControlPlaneLogsStep(platform.aws(CloudWatchLogsClient.class), platform.time())),
                request -> EksClusterSpec.of(request, platform.deployment()), StageRequest::identity, platform);
    }
}
