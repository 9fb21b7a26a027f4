package dev.redkite.trigger.chat;

import dev.redkite.outside.Outside;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The secret that Slack and the app share; asked for once in the life of a function's instance. */
final class SigningSecret {

    private final Outside outside;
    private byte[] secret;

    SigningSecret(Outside outside) {
        this.outside = outside;
    }

    byte[] bytes() {
        if (secret == null) {
            String id = outside.variable("REDKITE_SLACK_SIGNING_SECRET");
            secret = outside.aws(SecretsManagerClient.class).getSecretValue(request -> request.secretId(id))
                    .secretString().strip().getBytes(StandardCharsets.UTF_8);
        }
        return secret;
    }
}
