package dev.redkite.kafka;

import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.stage.StageFunction;
import dev.redkite.stage.StageRequest;
import software.amazon.awssdk.services.kafka.KafkaClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The logins to the MSK cluster and to Milvus, their secrets and these secrets' key. */
public final class KafkaCredentialsFunction extends StageFunction<KafkaCredentialsFacts> {

    public KafkaCredentialsFunction() {
        this(new LambdaPlatform());
    }

    public KafkaCredentialsFunction(Platform platform) {
        super(new KafkaCredentialsStage(
                platform.aws(KmsClient.class),
                platform.aws(SecretsManagerClient.class),
                platform.aws(KafkaClient.class),
                platform.random()), KafkaCredentialsFunction::spec, request -> KafkaCredentialsSpec.of(request.plan()));
    }

    private static KafkaCredentialsSpec spec(StageRequest request) {
        KafkaCredentialsSpec spec = KafkaCredentialsSpec.of(request.plan());
        return request.first() ? spec.atFirst() : spec;
    }
}
