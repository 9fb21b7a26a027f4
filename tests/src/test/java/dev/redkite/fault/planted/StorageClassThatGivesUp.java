package dev.redkite.fault.planted;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.redkite.failure.StagePending;
import dev.redkite.failure.Transient;
import dev.redkite.platform.Platform;
import dev.redkite.storageclass.StorageClassFunction;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** After one error it does nothing for three hours but say "pending". */
public final class StorageClassThatGivesUp implements RequestStreamHandler {

    private static final Map<InstantSource, Instant> GIVEN_UP = new ConcurrentHashMap<>();

    private final RequestStreamHandler real;
    private final InstantSource time;

    public StorageClassThatGivesUp(Platform platform) {
        real = new StorageClassFunction(platform);
        time = platform.time();
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        if (time.instant().isBefore(GIVEN_UP.getOrDefault(time, Instant.MIN))) {
            throw new StagePending("not yet");
        }
        try {
            real.handleRequest(input, output, context);
        } catch (Transient error) {
            GIVEN_UP.put(time, time.instant().plus(Duration.ofHours(3)));
            throw error;
        }
    }
}
