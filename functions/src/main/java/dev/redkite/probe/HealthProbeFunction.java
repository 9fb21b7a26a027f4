package dev.redkite.probe;

import dev.redkite.announcement.LongStageFunction;
import dev.redkite.domain.NameServers;
import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.milvus.RootLogin;
import dev.redkite.platform.MilvusReach;
import dev.redkite.platform.Platform;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Whether Milvus works. */
public final class HealthProbeFunction extends LongStageFunction<HealthProbeFacts> {

    public HealthProbeFunction() {
        this(new LambdaPlatform());
    }

    public HealthProbeFunction(Platform platform) {
        this(platform, platform.milvus());
    }

    private HealthProbeFunction(Platform platform, MilvusReach milvus) {
        super(new HealthProbeStep(platform::kubernetes, new RootLogin(() -> platform.aws(SecretsManagerClient.class)),
                new NameServers(() -> platform.aws(Route53Client.class)), milvus, new DataPath(
                platform.time(), HealthProbeStep.SEED, HealthProbeStep.CONNECT_TIMEOUT, milvus::client, milvus::pause)),
                HealthProbeSpec::of, platform);
    }
}
