package dev.redkite.sandbox.platform;

import dev.redkite.sandbox.lambda.FunctionDefinition;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** The platform of each function, which keeps its clients from invocation to invocation, as a warm Lambda does. */
public final class Platforms implements AutoCloseable {

    private final Function<FunctionDefinition, SandboxPlatform> made;
    private final Map<String, SandboxPlatform> platforms = new HashMap<>();
    private String running = "";

    public Platforms(Function<FunctionDefinition, SandboxPlatform> made) {
        this.made = made;
    }

    public SandboxPlatform of(FunctionDefinition function) {
        running = function.logicalId().replaceAll("Function$", "");
        return platforms.computeIfAbsent(function.logicalId(), _ -> made.apply(function));
    }

    /** Whose function is, or was last, at work; empty before the first. */
    public String running() {
        return running;
    }

    @Override
    public void close() {
        platforms.values().forEach(SandboxPlatform::close);
    }
}
