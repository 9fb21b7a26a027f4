package dev.redkite.network;

import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.stage.StageFunction;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** The way out of a VPC of the environment's own. */
public final class EgressFunction extends StageFunction<EgressFacts> {

    public EgressFunction() {
        this(new LambdaPlatform());
    }

    public EgressFunction(Platform platform) {
        super(new EgressStage(platform.aws(Ec2Client.class)), NetworkSpec::of);
    }
}
