package dev.redkite.restore;

import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.stage.StageFunction;
import software.amazon.awssdk.services.iam.IamClient;

/** Lets Milvus read the backup that is restored. */
public final class RestoreAccessFunction extends StageFunction<RestoreAccessFacts> {

    public RestoreAccessFunction() {
        this(new LambdaPlatform());
    }

    public RestoreAccessFunction(Platform platform) {
        super(new RestoreAccessStep(new RestoreAccess(platform.aws(IamClient.class))), RestoreSpec::of);
    }
}
