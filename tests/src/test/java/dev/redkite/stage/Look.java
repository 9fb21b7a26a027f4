package dev.redkite.stage;

import dev.redkite.failure.Failures;
import dev.redkite.failure.NotYetVisible;
import dev.redkite.failure.StagePending;
import dev.redkite.stage.Progress.Pending;
import java.util.function.Supplier;

/** One call of a stage as the machine takes it: what it retries as a matter of course is pending. */
public final class Look {

    private Look() {}

    public static <F> Progress<F> at(Supplier<Progress<F>> step) {
        try {
            return step.get();
        } catch (RuntimeException e) {
            return switch (Failures.translate(e)) {
                case StagePending pending -> new Pending<>(pending.getMessage());
                case NotYetVisible refusal -> new Pending<>(refusal.getMessage());
                default -> throw e;
            };
        }
    }
}
