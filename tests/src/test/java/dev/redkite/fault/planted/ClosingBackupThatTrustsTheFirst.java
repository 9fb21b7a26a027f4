package dev.redkite.fault.planted;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.redkite.json.Json;
import dev.redkite.platform.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Says that the backup which was made while clients wrote is the last, and never makes another. */
public final class ClosingBackupThatTrustsTheFirst implements RequestStreamHandler {

    /** As every function is made. */
    public ClosingBackupThatTrustsTheFirst(@SuppressWarnings("unused") Platform platform) {}

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        String name = Json.parse(new String(input.readAllBytes(), StandardCharsets.UTF_8)).at("/plan/keeps").asText();
        output.write(Json.bytes(Json.object().put("name", name).set("written", Json.object().putArray("none"))));
    }
}
