package dev.redkite.restore;

import dev.redkite.backup.Backups.Place;
import dev.redkite.backup.Backups;
import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.milvus.RootLogin;
import dev.redkite.platform.Platform;
import dev.redkite.probe.MilvusSession;
import dev.redkite.stage.StageFunction;
import java.util.function.Function;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Proves what was restored, and gives it its names. */
public final class RestoreCompletionFunction extends StageFunction<RestoreCompletionFacts> {

    public RestoreCompletionFunction() {
        this(new LambdaPlatform());
    }

    public RestoreCompletionFunction(Platform platform) {
        this(platform, place -> new Backups(platform.aws(S3Client.class), place),
                new MilvusSession(platform.milvus(), new RootLogin(() -> platform.aws(SecretsManagerClient.class))));
    }

    private RestoreCompletionFunction(Platform platform, Function<Place, Backups> backups, MilvusSession session) {
        super(new RestoreCompletionStep(new RestoreProofStep(platform::kubernetes, backups, session), platform::kubernetes, backups, session,
                new RestoreAccess(platform.aws(IamClient.class)), platform.aws(S3Client.class)), RestoreSpec::of);
    }
}
