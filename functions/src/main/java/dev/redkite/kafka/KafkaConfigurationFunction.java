package dev.redkite.kafka;

import dev.redkite.outside.AwsOutside;
import dev.redkite.outside.Outside;
import dev.redkite.stage.StageFunction;
import dev.redkite.stage.StageRequest;
import software.amazon.awssdk.services.kafka.KafkaClient;

/** The brokers' settings, as an MSK configuration. */
public final class KafkaConfigurationFunction extends StageFunction<KafkaConfigurationSpec, KafkaConfigurationFacts> {

    public KafkaConfigurationFunction() {
        this(new AwsOutside());
    }

    public KafkaConfigurationFunction(Outside outside) {
        super(new KafkaConfigurationStage(outside.aws(KafkaClient.class)));
    }

    @Override
    protected KafkaConfigurationSpec wanted(StageRequest request) {
        return KafkaConfigurationSpec.of(request);
    }
}
