package dev.redkite.probe;

import dev.redkite.announcement.LongStageFunction;
import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.milvus.RootLogin;
import dev.redkite.platform.MilvusReach;
import dev.redkite.platform.Platform;
import dev.redkite.stage.StageRequest;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Whether Milvus works. */
public final class HealthProbeFunction extends LongStageFunction<HealthProbeSpec, HealthProbeFacts> {

    public HealthProbeFunction() {
        this(new LambdaPlatform());
    }

    public HealthProbeFunction(Platform platform) {
        this(platform, platform.milvus());
    }

    private HealthProbeFunction(Platform platform, MilvusReach milvus) {
        super(new HealthProbeStage(platform::kubernetes, new RootLogin(() -> platform.aws(SecretsManagerClient.class)), milvus, new DataPath(
                platform.time(), HealthProbeStage.SEED, HealthProbeStage.CONNECT_TIMEOUT, milvus::client, milvus::pause)), platform);
    }

    @Override
    protected HealthProbeSpec wanted(StageRequest request) {
        return HealthProbeSpec.of(request);
    }
}
