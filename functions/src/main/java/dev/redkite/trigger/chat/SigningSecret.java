package dev.redkite.trigger.chat;

import dev.redkite.platform.Platform;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The secret that Slack and the app share; asked for once in the life of a function's instance. */
final class SigningSecret {

    private final Platform platform;
    private byte @Nullable [] secret;

    SigningSecret(Platform platform) {
        this.platform = platform;
    }

    byte[] bytes() {
        if (secret == null) {
            String id = platform.variable("REDKITE_SLACK_SIGNING_SECRET");
            secret = platform.aws(SecretsManagerClient.class).getSecretValue(request -> request.secretId(id))
                    .secretString().strip().getBytes(StandardCharsets.UTF_8);
        }
        return secret;
    }
}
