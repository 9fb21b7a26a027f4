package dev.redkite.network;

import dev.redkite.outside.AwsOutside;
import dev.redkite.outside.Outside;
import dev.redkite.stage.StageFunction;
import dev.redkite.stage.StageRequest;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** The way out of a VPC of the environment's own. */
public final class EgressFunction extends StageFunction<NetworkSpec, EgressFacts> {

    public EgressFunction() {
        this(new AwsOutside());
    }

    public EgressFunction(Outside outside) {
        super(new EgressStage(outside.aws(Ec2Client.class)));
    }

    @Override
    protected NetworkSpec wanted(StageRequest request) {
        return NetworkSpec.of(request);
    }
}
