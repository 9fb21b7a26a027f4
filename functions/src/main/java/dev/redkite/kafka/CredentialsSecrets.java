package dev.redkite.kafka;

import dev.redkite.failure.AwsErrors;
import dev.redkite.kafka.KafkaCredentialsSpec.Login;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/** Finds the secrets in which the logins lie; what is in them is never read here. */
record CredentialsSecrets(SecretsManagerClient secrets) {

    /** @throws dev.redkite.failure.NotOurs when somebody else's secret bears the name, awaiting deletion or not */
    Optional<DescribeSecretResponse> find(KafkaCredentialsSpec spec, Login login) {
        Optional<DescribeSecretResponse> found =
                AwsErrors.find(() -> secrets.describeSecret(request -> request.secretId(login.secret())));
        found.ifPresent(secret -> spec.ownership().require("Secret " + login.secret(), tags(secret)));
        return found;
    }

    static Map<String, String> tags(DescribeSecretResponse secret) {
        return secret.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value));
    }
}
