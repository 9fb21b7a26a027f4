package dev.redkite.storage;

import dev.redkite.outside.AwsOutside;
import dev.redkite.outside.Outside;
import dev.redkite.stage.StageFunction;
import dev.redkite.stage.StageRequest;
import software.amazon.awssdk.services.s3.S3Client;

/** The bucket that holds Milvus' data. */
public final class ObjectStorageFunction extends StageFunction<ObjectStorageSpec, ObjectStorageFacts> {

    public ObjectStorageFunction() {
        this(new AwsOutside());
    }

    public ObjectStorageFunction(Outside outside) {
        super(new ObjectStorageStage(outside.aws(S3Client.class)));
    }

    @Override
    protected ObjectStorageSpec wanted(StageRequest request) {
        return ObjectStorageSpec.of(request);
    }
}
