package dev.redkite.storageclass;

import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.stage.StageFunction;
import dev.redkite.stage.StageRequest;

/** The default storage class of the cluster. */
public final class StorageClassFunction extends StageFunction<StorageClassSpec, StorageClassFacts> {

    public StorageClassFunction() {
        this(new LambdaPlatform());
    }

    public StorageClassFunction(Platform platform) {
        super(new StorageClassStage(platform::kubernetes));
    }

    @Override
    protected StorageClassSpec wanted(StageRequest request) {
        return StorageClassSpec.of(request);
    }
}
