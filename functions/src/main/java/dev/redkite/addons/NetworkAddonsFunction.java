package dev.redkite.addons;

import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.stage.StageFunction;
import software.amazon.awssdk.services.eks.EksClient;

/** The VPC CNI and kube-proxy, which nodes need to become ready. */
public final class NetworkAddonsFunction extends StageFunction<AddonsFacts> {

    public NetworkAddonsFunction() {
        this(new LambdaPlatform());
    }

    public NetworkAddonsFunction(Platform platform) {
        super(new AddonsStage(platform.aws(EksClient.class)), AddonsSpec::beforeNodes, AddonsSpec::identitiesBeforeNodes);
    }
}
