package dev.redkite.network;

import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.stage.StageFunction;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Where everything stands: adopted subnets, or a VPC of the environment's own. */
public final class NetworkFunction extends StageFunction<NetworkFacts> {

    public NetworkFunction() {
        this(new LambdaPlatform());
    }

    public NetworkFunction(Platform platform) {
        super(new NetworkStage(platform.aws(Ec2Client.class)), NetworkSpec::of);
    }
}
