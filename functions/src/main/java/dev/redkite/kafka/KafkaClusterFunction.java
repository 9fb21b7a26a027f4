package dev.redkite.kafka;

import dev.redkite.announcement.LongStageFunction;
import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.stage.StageRequest;
import software.amazon.awssdk.services.kafka.KafkaClient;

/** The provisioned MSK cluster. */
public final class KafkaClusterFunction extends LongStageFunction<KafkaClusterFacts> {

    public KafkaClusterFunction() {
        this(new LambdaPlatform());
    }

    public KafkaClusterFunction(Platform platform) {
        super(new KafkaClusterStage(platform.aws(KafkaClient.class)), KafkaClusterSpec::of, StageRequest::identity, platform);
    }
}
