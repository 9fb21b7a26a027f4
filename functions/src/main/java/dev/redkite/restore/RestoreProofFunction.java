package dev.redkite.restore;

import dev.redkite.backup.Backups;
import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.milvus.RootLogin;
import dev.redkite.platform.Platform;
import dev.redkite.probe.MilvusSession;
import dev.redkite.stage.StageFunction;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Proves what was restored. */
public final class RestoreProofFunction extends StageFunction<RestoreProofFacts> {

    public RestoreProofFunction() {
        this(new LambdaPlatform());
    }

    public RestoreProofFunction(Platform platform) {
        super(new RestoreProofStep(platform::kubernetes, place -> new Backups(platform.aws(S3Client.class), place),
                new MilvusSession(platform.milvus(), new RootLogin(() -> platform.aws(SecretsManagerClient.class)))), RestoreSpec::of);
    }
}
