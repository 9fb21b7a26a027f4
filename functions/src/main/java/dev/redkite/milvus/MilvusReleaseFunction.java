package dev.redkite.milvus;

import dev.redkite.chart.ReleaseFacts;
import dev.redkite.chart.ReleaseStage;
import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.stage.StageFunction;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Milvus, installed or upgraded in place. */
public final class MilvusReleaseFunction extends StageFunction<ReleaseFacts> {

    public MilvusReleaseFunction() {
        this(new LambdaPlatform());
    }

    public MilvusReleaseFunction(Platform platform) {
        super(new MilvusStage(
                platform::kubernetes,
                new ReleaseStage(platform::kubernetes, platform::helm, platform.charts(), platform.time()),
                () -> platform.aws(SecretsManagerClient.class),
                platform.time()), MilvusReleaseSpec::of, MilvusIdentity::of);
    }
}
