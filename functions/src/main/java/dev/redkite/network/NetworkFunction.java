package dev.redkite.network;

import dev.redkite.outside.AwsOutside;
import dev.redkite.outside.Outside;
import dev.redkite.stage.StageFunction;
import dev.redkite.stage.StageRequest;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Where everything stands: adopted subnets, or a VPC of the environment's own. */
public final class NetworkFunction extends StageFunction<NetworkSpec, NetworkFacts> {

    public NetworkFunction() {
        this(new AwsOutside());
    }

    public NetworkFunction(Outside outside) {
        super(new NetworkStage(outside.aws(Ec2Client.class)));
    }

    @Override
    protected NetworkSpec wanted(StageRequest request) {
        return NetworkSpec.of(request);
    }
}
