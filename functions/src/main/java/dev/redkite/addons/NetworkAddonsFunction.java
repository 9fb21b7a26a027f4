package dev.redkite.addons;

import dev.redkite.outside.AwsOutside;
import dev.redkite.outside.Outside;
import dev.redkite.stage.StageFunction;
import dev.redkite.stage.StageRequest;
import software.amazon.awssdk.services.eks.EksClient;

/** The VPC CNI and kube-proxy, which nodes need to become ready. */
public final class NetworkAddonsFunction extends StageFunction<AddonsSpec, AddonsFacts> {

    public NetworkAddonsFunction() {
        this(new AwsOutside());
    }

    public NetworkAddonsFunction(Outside outside) {
        super(new AddonsStage(outside.aws(EksClient.class)));
    }

    @Override
    protected AddonsSpec wanted(StageRequest request) {
        return AddonsSpec.beforeNodes(request);
    }
}
