package dev.redkite.probe;

import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.milvus.RootLogin;
import dev.redkite.platform.MilvusReach;
import dev.redkite.platform.Platform;
import dev.redkite.stage.StageFunction;
import dev.redkite.stage.Step;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Milvus' rows in the object storage, before its processes end. */
public final class FlushFunction extends StageFunction<FlushFacts> {

    public FlushFunction() {
        this(new LambdaPlatform());
    }

    public FlushFunction(Platform platform) {
        super(step(platform), HealthProbeSpec::withoutNames);
    }

    /** For whoever goes on once it is done. */
    public static Step<HealthProbeSpec, FlushFacts> step(Platform platform) {
        MilvusReach milvus = platform.milvus();
        return new FlushStep(platform::kubernetes, new RootLogin(() -> platform.aws(SecretsManagerClient.class)), milvus, new DataPath(
                platform.time(), HealthProbeStep.SEED, HealthProbeStep.CONNECT_TIMEOUT, milvus::client, milvus::pause));
    }
}
