package dev.redkite.milvus;

import dev.redkite.chart.ReleaseFacts;
import dev.redkite.chart.ReleaseStage;
import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.stage.StageFunction;

/** What Milvus stands on in its cluster, before there are brokers. */
public final class MilvusFoundationFunction extends StageFunction<ReleaseFacts> {

    public MilvusFoundationFunction() {
        this(new LambdaPlatform());
    }

    public MilvusFoundationFunction(Platform platform) {
        super(new MilvusFoundationStep(
                platform::kubernetes,
                new ReleaseStage(platform::kubernetes, platform::helm, platform.charts(), platform.time()),
                platform.time()), MilvusReleaseSpec::ofFoundation);
    }
}
