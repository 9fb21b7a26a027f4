package dev.redkite.stage;

import dev.redkite.failure.Failures;
import dev.redkite.stage.Progress.Pending;
import java.util.List;

/**
 * One difference between a resource and what is wanted, in words, and the call that ends it. The call throws where only
 * people can end it.
 */
public record Change(String difference, Runnable send) {

    /** All that one call ends; nothing when nothing differs. */
    public static List<Change> of(List<String> differences, Runnable send) {
        return differences.isEmpty() ? List.of() : List.of(new Change(String.join("; ", differences), send));
    }

    /** For a service that carries out one change at a time: all are told, the first is sent, and the next look finds the next. */
    public static List<Change> oneAtATime(List<Change> changes) {
        return of(differences(changes), () -> changes.getFirst().send().run());
    }

    /**
     * Of a part that failed: it is removed, and the next call makes another. The stage leaves with
     * {@link dev.redkite.failure.ResourceFailed}, as for a resource that is {@link Observation.OnBroken#RECREATE}.
     */
    public static Change replacement(String reason, Runnable removal) {
        return new Change(reason, () -> {
            removal.run();
            throw Failures.ofRemoved(reason);
        });
    }

    /** Sent, and to be looked at again. */
    public static <F> Pending<F> pending(List<Change> changes) {
        return new Pending<>("being changed: " + String.join("; ", differences(changes)));
    }

    private static List<String> differences(List<Change> changes) {
        return changes.stream().map(Change::difference).toList();
    }
}
