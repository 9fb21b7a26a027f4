package dev.redkite.sandbox.lambda;

import dev.redkite.sandbox.states.StateMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A state machine as the template wants it. */
public record MachineDefinition(String logicalId, String arn, Path file, Map<String, String> substitutions) {

    public StateMachine load() {
        return StateMachine.load(arn, text(), substitutions);
    }

    /** The definition's text, before substitution. */
    public String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
