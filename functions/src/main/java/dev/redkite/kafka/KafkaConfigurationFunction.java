package dev.redkite.kafka;

import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.stage.StageFunction;
import dev.redkite.stage.StageRequest;
import software.amazon.awssdk.services.kafka.KafkaClient;

/** The brokers' settings, as an MSK configuration. */
public final class KafkaConfigurationFunction extends StageFunction<KafkaConfigurationFacts> {

    public KafkaConfigurationFunction() {
        this(new LambdaPlatform());
    }

    public KafkaConfigurationFunction(Platform platform) {
        super(new KafkaConfigurationStage(platform.aws(KafkaClient.class)), KafkaConfigurationSpec::of, StageRequest::identity);
    }
}
