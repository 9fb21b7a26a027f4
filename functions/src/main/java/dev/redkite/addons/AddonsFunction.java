package dev.redkite.addons;

import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.stage.StageFunction;
import software.amazon.awssdk.services.eks.EksClient;

/** CoreDNS and the EBS CSI driver, which need nodes to run on. */
public final class AddonsFunction extends StageFunction<AddonsFacts> {

    public AddonsFunction() {
        this(new LambdaPlatform());
    }

    public AddonsFunction(Platform platform) {
        super(new AddonsStage(platform.aws(EksClient.class)), AddonsSpec::afterNodes, AddonsSpec::identitiesAfterNodes);
    }
}
