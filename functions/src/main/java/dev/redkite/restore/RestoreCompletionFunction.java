package dev.redkite.restore;

import dev.redkite.backup.Backups;
import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.milvus.RootLogin;
import dev.redkite.platform.Platform;
import dev.redkite.probe.MilvusSession;
import dev.redkite.stage.StageFunction;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Gives restored collections their names. */
public final class RestoreCompletionFunction extends StageFunction<RestoreCompletionFacts> {

    public RestoreCompletionFunction() {
        this(new LambdaPlatform());
    }

    public RestoreCompletionFunction(Platform platform) {
        super(new RestoreCompletionStep(platform::kubernetes, place -> new Backups(platform.aws(S3Client.class), place),
                new MilvusSession(platform.milvus(), new RootLogin(() -> platform.aws(SecretsManagerClient.class))),
                new RestoreAccess(platform.aws(IamClient.class)), platform.aws(S3Client.class)), RestoreCompletionSpec::of);
    }
}
