package dev.redkite.stage;

import dev.redkite.failure.Failures;
import dev.redkite.failure.NotOurs;
import dev.redkite.failure.StagePending;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Takes several parts away and remembers what stood in the way. A part that is held up holds up none of the others, and
 * one that turns out to be somebody else's is passed over, so that it keeps none of ours alive, and is said once everything
 * else is gone.
 */
public final class Retirement {

    private final List<String> reasons = new ArrayList<>();
    private final List<NotOurs> untouched = new ArrayList<>();

    /** Retires one part; true when nothing of it is left that is ours. */
    public boolean of(Supplier<? extends Progress<?>> part) {
        try {
            return switch (part.get()) {
                case Done<?> _ -> true;
                case Pending<?>(String reason) -> {
                    reasons.add(reason);
                    yield false;
                }
            };
        } catch (NotOurs e) {
            untouched.add(e);
            return true;
        } catch (RuntimeException e) {
            if (!(Failures.translate(e) instanceof StagePending pending)) {
                throw e;
            }
            reasons.add(pending.getMessage());
            return false;
        }
    }

    /**
     * How far all of it came.
     *
     * @throws NotOurs when everything else is gone and something stays because it is somebody else's
     */
    public Progress<Void> progress() {
        if (!reasons.isEmpty()) {
            return new Pending<>(String.join("; ", reasons));
        }
        if (untouched.size() == 1) {
            throw untouched.getFirst();
        }
        if (!untouched.isEmpty()) {
            throw new NotOurs(String.join(" ", untouched.stream().map(NotOurs::getMessage).toList()));
        }
        return new Done<>(null);
    }
}
