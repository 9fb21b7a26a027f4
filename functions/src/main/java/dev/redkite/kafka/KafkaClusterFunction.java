package dev.redkite.kafka;

import dev.redkite.announcement.LongStageFunction;
import dev.redkite.outside.AwsOutside;
import dev.redkite.outside.Outside;
import dev.redkite.stage.StageRequest;
import software.amazon.awssdk.services.kafka.KafkaClient;

/** The provisioned MSK cluster. */
public final class KafkaClusterFunction extends LongStageFunction<KafkaClusterSpec, KafkaClusterFacts> {

    public KafkaClusterFunction() {
        this(new AwsOutside());
    }

    public KafkaClusterFunction(Outside outside) {
        super(new KafkaClusterStage(outside.aws(KafkaClient.class)), outside);
    }

    @Override
    protected KafkaClusterSpec wanted(StageRequest request) {
        return KafkaClusterSpec.of(request);
    }
}
