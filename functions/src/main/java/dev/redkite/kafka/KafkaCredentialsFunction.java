package dev.redkite.kafka;

import dev.redkite.outside.AwsOutside;
import dev.redkite.outside.Outside;
import dev.redkite.stage.StageFunction;
import dev.redkite.stage.StageRequest;
import software.amazon.awssdk.services.kafka.KafkaClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The logins to the MSK cluster and to Milvus, their secrets and these secrets' key. */
public final class KafkaCredentialsFunction extends StageFunction<KafkaCredentialsSpec, KafkaCredentialsFacts> {

    public KafkaCredentialsFunction() {
        this(new AwsOutside());
    }

    public KafkaCredentialsFunction(Outside outside) {
        super(KafkaCredentials.stage(
                outside.aws(KmsClient.class),
                outside.aws(SecretsManagerClient.class),
                outside.aws(KafkaClient.class),
                outside.random()));
    }

    @Override
    protected KafkaCredentialsSpec wanted(StageRequest request) {
        return KafkaCredentialsSpec.of(request.plan());
    }
}
