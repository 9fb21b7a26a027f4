package dev.redkite.kubernetes;

import dev.redkite.outside.AwsOutside;
import dev.redkite.outside.Outside;
import dev.redkite.stage.StageFunction;
import dev.redkite.stage.StageRequest;

/** The default storage class of the cluster. */
public final class StorageClassFunction extends StageFunction<StorageClassSpec, StorageClassFacts> {

    public StorageClassFunction() {
        this(new AwsOutside());
    }

    public StorageClassFunction(Outside outside) {
        super(new StorageClassStage(outside::kubernetes));
    }

    @Override
    protected StorageClassSpec wanted(StageRequest request) {
        return StorageClassSpec.of(request);
    }
}
