package dev.redkite.restore;

import dev.redkite.announcement.LongStageFunction;
import dev.redkite.backup.Backups;
import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.milvus.RootLogin;
import dev.redkite.platform.Platform;
import dev.redkite.probe.MilvusSession;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Restores a backup into a Milvus, under temporary names. */
public final class RestoreJobFunction extends LongStageFunction<RestoreJobFacts> {

    public RestoreJobFunction() {
        this(new LambdaPlatform());
    }

    public RestoreJobFunction(Platform platform) {
        this(platform, new RootLogin(() -> platform.aws(SecretsManagerClient.class)));
    }

    private RestoreJobFunction(Platform platform, RootLogin rootLogin) {
        super(new RestoreJobStep(platform::kubernetes, place -> new Backups(platform.aws(S3Client.class), place),
                new MilvusSession(platform.milvus(), rootLogin), rootLogin, platform.time()), RestoreSpec::of, platform);
    }
}
