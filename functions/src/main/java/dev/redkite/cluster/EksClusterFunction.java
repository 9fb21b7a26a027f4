package dev.redkite.cluster;

import dev.redkite.announcement.LongStageFunction;
import dev.redkite.outside.AwsOutside;
import dev.redkite.outside.Outside;
import dev.redkite.stage.StageRequest;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.iam.IamClient;

/** The control plane, who may use it, its identity provider and its way to the brokers. */
public final class EksClusterFunction extends LongStageFunction<EksClusterSpec, EksClusterFacts> {

    private final Outside outside;

    public EksClusterFunction() {
        this(new AwsOutside());
    }

    public EksClusterFunction(Outside outside) {
        super(new EksClusterStage(
                outside.aws(EksClient.class), outside.aws(IamClient.class), outside.aws(Ec2Client.class),
                new ControlPlaneLogsStage(outside.aws(CloudWatchLogsClient.class), outside.time())), outside);
        this.outside = outside;
    }

    @Override
    protected EksClusterSpec wanted(StageRequest request) {
        return EksClusterSpec.of(request, outside.deployment().partition());
    }
}
