package dev.redkite.trigger.chat;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The secret that Slack and the app share; asked for once in the life of a function's instance. */
final class SigningSecret {

    private final Supplier<SecretsManagerClient> secrets;
    private final String id;
    private byte @Nullable [] secret;

    /** @param secrets asked for only when the secret is */
    SigningSecret(Supplier<SecretsManagerClient> secrets, String id) {
        this.secrets = secrets;
        this.id = id;
    }

    byte[] bytes() {
        if (secret == null) {
            secret = secrets.get().getSecretValue(request -> request.secretId(id))
                    .secretString().strip().getBytes(StandardCharsets.UTF_8);
        }
        return secret;
    }
}
