package dev.redkite.backup;

import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.stage.StageFunction;
import software.amazon.awssdk.services.s3.S3Client;

/** Gives up what is not to be kept. */
public final class BackupRetentionFunction extends StageFunction<BackupRetentionFacts> {

    public BackupRetentionFunction() {
        this(new LambdaPlatform());
    }

    public BackupRetentionFunction(Platform platform) {
        super(new BackupRetentionStep(place -> new Backups(platform.aws(S3Client.class), place)), BackupRetentionSpec::of);
    }
}
