package dev.redkite.storage;

import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.stage.StageFunction;
import software.amazon.awssdk.services.s3.S3Client;

/** The bucket that holds Milvus' data. */
public final class ObjectStorageFunction extends StageFunction<ObjectStorageFacts> {

    public ObjectStorageFunction() {
        this(new LambdaPlatform());
    }

    public ObjectStorageFunction(Platform platform) {
        super(new ObjectStorageStage(platform.aws(S3Client.class)), ObjectStorageSpec::of);
    }
}
