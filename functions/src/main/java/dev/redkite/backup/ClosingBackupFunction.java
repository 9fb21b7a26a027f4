package dev.redkite.backup;

import dev.redkite.announcement.LongStageFunction;
import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.milvus.RootLogin;
import dev.redkite.platform.Platform;
import dev.redkite.probe.FlushFunction;
import dev.redkite.probe.MilvusSession;
import java.util.function.Function;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Backs up once more what was written while a backup was made, before a Milvus ends. */
public final class ClosingBackupFunction extends LongStageFunction<ClosingBackupFacts> {

    public ClosingBackupFunction() {
        this(new LambdaPlatform());
    }

    public ClosingBackupFunction(Platform platform) {
        super(step(platform), ClosingBackupSpec::of, platform);
    }

    static ClosingBackupStep step(Platform platform) {
        RootLogin rootLogin = new RootLogin(() -> platform.aws(SecretsManagerClient.class));
        Inventory inventory = new Inventory(new MilvusSession(platform.milvus(), rootLogin));
        Function<Backups.Place, Backups> backups = place -> new Backups(platform.aws(S3Client.class), place);
        Function<BackupSpec, Backups> ofOne = spec -> backups.apply(spec.place());
        return new ClosingBackupStep(platform::kubernetes, backups, inventory, FlushFunction.step(platform),
                new BackupJobStep(platform::kubernetes, ofOne, inventory, rootLogin, platform.time()),
                new BackupManifestStep(platform::kubernetes, ofOne, inventory, platform.time()), new BackupRetentionStep(backups));
    }
}
