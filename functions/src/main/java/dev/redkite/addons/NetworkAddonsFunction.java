package dev.redkite.addons;

import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.stage.StageFunction;
import dev.redkite.stage.StageRequest;
import software.amazon.awssdk.services.eks.EksClient;

/** The VPC CNI and kube-proxy, which nodes need to become ready. */
public final class NetworkAddonsFunction extends StageFunction<AddonsSpec, AddonsFacts> {

    public NetworkAddonsFunction() {
        this(new LambdaPlatform());
    }

    public NetworkAddonsFunction(Platform platform) {
        super(new AddonsStage(platform.aws(EksClient.class)));
    }

    @Override
    protected AddonsSpec wanted(StageRequest request) {
        return AddonsSpec.beforeNodes(request);
    }
}
