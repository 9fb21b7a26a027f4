package dev.redkite.probe;

import java.util.List;

/** How a data path check ended. */
sealed interface DataPathResult {

    record Passed(String serverVersion, List<StepFigures> steps) implements DataPathResult {
        public Passed {
            steps = List.copyOf(steps);
        }
    }

    /** Milvus answered, and not what it had to: no retry mends that. */
    record Wrong(DataPathStep step, String expected, String got) implements DataPathResult {}

    /** The login was refused. */
    record Denied(DataPathStep step, String reason) implements DataPathResult {}

    /** The check used up all of its time at that step: it may pass later, and that is not to be tried for ever. */
    record OutOfTime(DataPathStep step, String reason) implements DataPathResult {}

    /** No answer, or "not ready": the same check may pass later. */
    record Unavailable(DataPathStep step, String reason) implements DataPathResult {}
}
