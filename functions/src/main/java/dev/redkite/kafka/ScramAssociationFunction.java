package dev.redkite.kafka;

import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.stage.StageFunction;
import software.amazon.awssdk.services.kafka.KafkaClient;

/** The login that stands in a secret becomes known to the MSK cluster that stands. */
public final class ScramAssociationFunction extends StageFunction<Void> {

    public ScramAssociationFunction() {
        this(new LambdaPlatform());
    }

    public ScramAssociationFunction(Platform platform) {
        super(new ScramAssociationStep(platform.aws(KafkaClient.class)), request -> new ScramAssociationStep.Spec(
                KafkaCredentialsSpec.of(request.plan()), request.facts("kafkaCredentials", KafkaCredentialsFacts.class).secretArn()));
    }
}
