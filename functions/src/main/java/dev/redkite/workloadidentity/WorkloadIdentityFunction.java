package dev.redkite.workloadidentity;

import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.stage.StageFunction;
import dev.redkite.stage.StageRequest;
import software.amazon.awssdk.services.iam.IamClient;

/** The roles that Kubernetes service accounts assume. */
public final class WorkloadIdentityFunction extends StageFunction<WorkloadIdentityFacts> {

    public WorkloadIdentityFunction() {
        this(new LambdaPlatform());
    }

    public WorkloadIdentityFunction(Platform platform) {
        super(new WorkloadIdentityStage(platform.aws(IamClient.class), platform.deployment().permissionsBoundary()),
                request -> WorkloadIdentitySpec.of(request, platform.deployment().partition()), StageRequest::identity);
    }
}
