package dev.redkite.restore;

import dev.redkite.backup.Backups;
import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.milvus.RootLogin;
import dev.redkite.platform.Platform;
import dev.redkite.probe.MilvusSession;
import dev.redkite.registry.Registry;
import dev.redkite.stage.StageFunction;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Finds the backup that is to be restored. */
public final class RestoreSourceFunction extends StageFunction<RestoreSourceFacts> {

    public RestoreSourceFunction() {
        this(new LambdaPlatform());
    }

    public RestoreSourceFunction(Platform platform) {
        super(new RestoreSourceStep(platform::kubernetes,
                name -> Registry.of(platform).find(name).flatMap(record -> Optional.ofNullable(record.plan())),
                place -> new Backups(platform.aws(S3Client.class), place),
                new MilvusSession(platform.milvus(), new RootLogin(() -> platform.aws(SecretsManagerClient.class)))), RestoreSourceSpec::of);
    }
}
