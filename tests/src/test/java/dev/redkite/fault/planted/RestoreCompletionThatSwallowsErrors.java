package dev.redkite.fault.planted;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.redkite.failure.Transient;
import dev.redkite.platform.Platform;
import dev.redkite.restore.RestoreCompletionFunction;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Says that all collections have their names, whatever Milvus said. */
public final class RestoreCompletionThatSwallowsErrors implements RequestStreamHandler {

    private final RequestStreamHandler real;

    public RestoreCompletionThatSwallowsErrors(Platform platform) {
        real = new RestoreCompletionFunction(platform);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        try {
            real.handleRequest(input, output, context);
        } catch (Transient swallowed) {
            context.getLogger().log("ignored: " + swallowed.getMessage());
            output.write("{\"from\":\"demo\",\"backup\":\"some\",\"collections\":2,\"rows\":2}".getBytes(StandardCharsets.UTF_8));
        }
    }
}
