package dev.redkite.backup;

import dev.redkite.announcement.LongStageFunction;
import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.milvus.RootLogin;
import dev.redkite.platform.Platform;
import dev.redkite.probe.MilvusSession;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Backs up what is in a Milvus. */
public final class BackupJobFunction extends LongStageFunction<BackupJobFacts> {

    public BackupJobFunction() {
        this(new LambdaPlatform());
    }

    public BackupJobFunction(Platform platform) {
        this(platform, new RootLogin(() -> platform.aws(SecretsManagerClient.class)));
    }

    private BackupJobFunction(Platform platform, RootLogin rootLogin) {
        super(new BackupJobStep(platform::kubernetes, spec -> new Backups(platform.aws(S3Client.class), spec.place()),
                new Inventory(new MilvusSession(platform.milvus(), rootLogin)), rootLogin, platform.time()), BackupSpec::of, platform);
    }
}
