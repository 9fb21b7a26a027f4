package dev.redkite.cluster;

import dev.redkite.outside.AwsOutside;
import dev.redkite.outside.Outside;
import dev.redkite.stage.StageFunction;
import dev.redkite.stage.StageRequest;
import software.amazon.awssdk.services.iam.IamClient;

/** The roles that EKS and its nodes assume. */
public final class ClusterRoleFunction extends StageFunction<ClusterRoleSpec, ClusterRoleFacts> {

    private final Outside outside;

    public ClusterRoleFunction() {
        this(new AwsOutside());
    }

    public ClusterRoleFunction(Outside outside) {
        super(new ClusterRoleStage(outside.aws(IamClient.class), outside.deployment().permissionsBoundary()));
        this.outside = outside;
    }

    @Override
    protected ClusterRoleSpec wanted(StageRequest request) {
        return ClusterRoleSpec.of(
                request.plan().names(), request.plan().ownership(), outside.deployment().partition());
    }
}
