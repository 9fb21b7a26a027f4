package dev.redkite.backup;

import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.milvus.RootLogin;
import dev.redkite.platform.Platform;
import dev.redkite.probe.MilvusSession;
import dev.redkite.stage.StageFunction;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Proves a backup. */
public final class BackupManifestFunction extends StageFunction<BackupManifestFacts> {

    public BackupManifestFunction() {
        this(new LambdaPlatform());
    }

    public BackupManifestFunction(Platform platform) {
        super(new BackupManifestStep(platform::kubernetes, spec -> new Backups(platform.aws(S3Client.class), spec.place()),
                new Inventory(new MilvusSession(platform.milvus(), new RootLogin(() -> platform.aws(SecretsManagerClient.class)))), platform.time()), BackupSpec::ofMade);
    }
}
