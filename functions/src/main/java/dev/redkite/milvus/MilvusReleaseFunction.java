package dev.redkite.milvus;

import dev.redkite.outside.AwsOutside;
import dev.redkite.outside.Outside;
import dev.redkite.stage.StageFunction;
import dev.redkite.stage.StageRequest;

/** Milvus, installed or upgraded in place. */
public final class MilvusReleaseFunction extends StageFunction<MilvusReleaseSpec, MilvusReleaseFacts> {

    public MilvusReleaseFunction() {
        this(new AwsOutside());
    }

    public MilvusReleaseFunction(Outside outside) {
        super(MilvusReleaseStage.whole(outside));
    }

    @Override
    protected MilvusReleaseSpec wanted(StageRequest request) {
        return MilvusReleaseSpec.of(request);
    }
}
