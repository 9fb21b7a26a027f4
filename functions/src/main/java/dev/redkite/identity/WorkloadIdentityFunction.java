package dev.redkite.identity;

import dev.redkite.outside.AwsOutside;
import dev.redkite.outside.Outside;
import dev.redkite.stage.StageFunction;
import dev.redkite.stage.StageRequest;
import software.amazon.awssdk.services.iam.IamClient;

/** The roles that Kubernetes service accounts assume. */
public final class WorkloadIdentityFunction extends StageFunction<WorkloadIdentitySpec, WorkloadIdentityFacts> {

    private final Outside outside;

    public WorkloadIdentityFunction() {
        this(new AwsOutside());
    }

    public WorkloadIdentityFunction(Outside outside) {
        super(new WorkloadIdentityStage(outside.aws(IamClient.class), outside.deployment().permissionsBoundary()));
        this.outside = outside;
    }

    @Override
    protected WorkloadIdentitySpec wanted(StageRequest request) {
        return WorkloadIdentitySpec.of(request, outside.deployment().partition());
    }
}
