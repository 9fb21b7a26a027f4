package dev.redkite.cluster;

import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.stage.StageFunction;
import dev.redkite.stage.StageRequest;
import software.amazon.awssdk.services.iam.IamClient;

/** The roles that EKS and its nodes assume. */
public final class ClusterRoleFunction extends StageFunction<ClusterRoleFacts> {

    public ClusterRoleFunction() {
        this(new LambdaPlatform());
    }

    public ClusterRoleFunction(Platform platform) {
        super(new ClusterRoleStage(platform.aws(IamClient.class), platform.deployment().permissionsBoundary()),
                request -> ClusterRoleSpec.of(request.plan().names(), request.plan().ownership(), platform.deployment().partition()),
                StageRequest::identity);
    }
}
