package dev.redkite.probe;

import java.util.List;

/** What the probe found: who answered, how many pods were ready, and the figures of each step. */
public record HealthProbeFacts(String serverVersion, int pods, List<StepFigures> steps) {

    public HealthProbeFacts {
        steps = List.copyOf(steps);
    }
}
