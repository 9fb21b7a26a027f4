package dev.redkite.fault.planted;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.redkite.failure.Transient;
import dev.redkite.platform.Platform;
import dev.redkite.schedule.SchedulesFunction;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Logs what goes wrong, and goes on as if nothing had. */
public final class SchedulesThatSwallowErrors implements RequestStreamHandler {

    private final RequestStreamHandler real;

    public SchedulesThatSwallowErrors(Platform platform) {
        real = new SchedulesFunction(platform);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        try {
            real.handleRequest(input, output, context);
        } catch (Transient swallowed) {
            context.getLogger().log("ignored: " + swallowed.getMessage());
            output.write('{');
            output.write('}');
        }
    }
}
