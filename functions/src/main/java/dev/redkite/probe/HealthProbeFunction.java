package dev.redkite.probe;

import dev.redkite.announcement.LongStageFunction;
import dev.redkite.milvus.RootLogin;
import dev.redkite.outside.AwsOutside;
import dev.redkite.outside.Outside;
import dev.redkite.stage.StageRequest;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Whether Milvus works. */
public final class HealthProbeFunction extends LongStageFunction<HealthProbeSpec, HealthProbeFacts> {

    public HealthProbeFunction() {
        this(new AwsOutside());
    }

    public HealthProbeFunction(Outside outside) {
        this(outside, outside.milvus());
    }

    private HealthProbeFunction(Outside outside, MilvusReach milvus) {
        super(new HealthProbeStage(outside::kubernetes, new RootLogin(() -> outside.aws(SecretsManagerClient.class)), milvus, new DataPath(
                outside.time(), HealthProbeStage.SEED, HealthProbeStage.CONNECT_TIMEOUT, milvus::client, milvus::pause)), outside);
    }

    @Override
    protected HealthProbeSpec wanted(StageRequest request) {
        return HealthProbeSpec.of(request);
    }
}
