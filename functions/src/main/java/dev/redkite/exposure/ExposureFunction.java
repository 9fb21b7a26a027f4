package dev.redkite.exposure;

import dev.redkite.outside.AwsOutside;
import dev.redkite.outside.Outside;
import dev.redkite.stage.StageFunction;
import dev.redkite.stage.StageRequest;

/** How Milvus and Attu are reached. */
public final class ExposureFunction extends StageFunction<ExposureSpec, ExposureFacts> {

    public ExposureFunction() {
        this(new AwsOutside());
    }

    public ExposureFunction(Outside outside) {
        super(new ExposureStage(outside));
    }

    @Override
    protected ExposureSpec wanted(StageRequest request) {
        return ExposureSpec.of(request);
    }
}
