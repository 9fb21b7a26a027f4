package dev.redkite.sandbox;

import dev.redkite.sandbox.lambda.FunctionDefinition;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** The outside as each function has it, which keeps its clients from invocation to invocation, as a warm Lambda does. */
final class Outsides implements AutoCloseable {

    private final Function<FunctionDefinition, SandboxOutside> made;
    private final Map<String, SandboxOutside> outsides = new HashMap<>();
    private String running = "";

    Outsides(Function<FunctionDefinition, SandboxOutside> made) {
        this.made = made;
    }

    SandboxOutside of(FunctionDefinition function) {
        running = function.logicalId().replaceAll("Function$", "");
        return outsides.computeIfAbsent(function.logicalId(), _ -> made.apply(function));
    }

    /** Whose function is, or was last, at work; empty before the first. */
    String running() {
        return running;
    }

    @Override
    public void close() {
        outsides.values().forEach(SandboxOutside::close);
    }
}
