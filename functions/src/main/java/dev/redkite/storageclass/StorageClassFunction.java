package dev.redkite.storageclass;

import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.stage.StageFunction;

/** The default storage class of the cluster. */
public final class StorageClassFunction extends StageFunction<StorageClassFacts> {

    public StorageClassFunction() {
        this(new LambdaPlatform());
    }

    public StorageClassFunction(Platform platform) {
        super(new StorageClassStage(platform::kubernetes), StorageClassSpec::of);
    }
}
