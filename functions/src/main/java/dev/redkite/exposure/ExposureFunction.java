package dev.redkite.exposure;

import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.stage.StageFunction;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;

/** How Milvus and Attu are reached. */
public final class ExposureFunction extends StageFunction<ExposureFacts> {

    public ExposureFunction() {
        this(new LambdaPlatform());
    }

    public ExposureFunction(Platform platform) {
        super(new ExposureStage(
                platform::kubernetes,
                () -> new LoadBalancers(platform.aws(ElasticLoadBalancingV2Client.class), platform.aws(Ec2Client.class)),
                platform.time()), ExposureSpec::of);
    }
}
