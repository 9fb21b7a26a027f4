package dev.redkite.sandbox.lambda;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Hands on whatever a function logs. */
public record LineLogger(Consumer<String> to) implements LambdaLogger {

    @Override
    public void log(String message) {
        to.accept(message);
    }

    @Override
    public void log(byte[] message) {
        to.accept(new String(message, StandardCharsets.UTF_8));
    }
}
