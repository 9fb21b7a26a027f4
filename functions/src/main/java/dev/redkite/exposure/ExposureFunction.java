package dev.redkite.exposure;

import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.stage.StageFunction;
import dev.redkite.stage.StageRequest;

/** How Milvus and Attu are reached. */
public final class ExposureFunction extends StageFunction<ExposureSpec, ExposureFacts> {

    public ExposureFunction() {
        this(new LambdaPlatform());
    }

    public ExposureFunction(Platform platform) {
        super(new ExposureStage(platform));
    }

    @Override
    protected ExposureSpec wanted(StageRequest request) {
        return ExposureSpec.of(request);
    }
}
