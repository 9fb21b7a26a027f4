package dev.redkite.notification;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.failure.Failures;
import dev.redkite.json.Json;
import dev.redkite.platform.Platform;
import java.io.InputStream;
import java.io.OutputStream;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Passes on what the bus tells. There is one function for each way, so that a way that is blocked is tried again by
 * itself (Lambda does that, twice, and then puts the event on a queue) and nobody else is told twice.
 */
abstract class NotifierFunction implements RequestStreamHandler {

    private final Platform platform;

    NotifierFunction(Platform platform) {
        this.platform = platform;
    }

    /** Throws when it was not told. */
    abstract void tell(Notice notice);

    @Override
    public final void handleRequest(InputStream input, OutputStream output, Context context) {
        Notice notice = Notice.of(Json.read(input, JsonNode.class));
        try {
            tell(notice);
        } catch (RuntimeException e) {
            throw Failures.translate(e).at(getClass().getSimpleName().replaceAll("Function$", ""));
        }
    }

    final Platform platform() {
        return platform;
    }

    /** The value of the secret that the variable names; it goes nowhere but into what is sent. */
    final String secret(String variable) {
        String id = platform.variable(variable);
        return platform.aws(SecretsManagerClient.class).getSecretValue(request -> request.secretId(id)).secretString().strip();
    }
}
