package dev.redkite.audit;

import dev.redkite.audit.Sweep.Found;
import dev.redkite.failure.NotOurs;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Stage;
import java.util.List;

/**
 * What a cluster, its controllers, its nodes and their network leave in the account once it is gone, swept before the
 * network goes, which it would hold. What takes people is not said here but by {@link AuditStage}: everything that
 * costs money beside it had better go first.
 */
final class ClusterLeftoversStage implements Stage<AuditSpec, Void> {

    private final Inquiry leftovers;

    ClusterLeftoversStage(Inquiry leftovers) {
        this.leftovers = leftovers;
    }

    /** It makes nothing. */
    @Override
    public Progress<Void> ensure(AuditSpec wanted) {
        return new Done<>(null);
    }

    /** @throws NotOurs when a cluster of that name stands and is somebody else's, and so is all that bears its name */
    @Override
    public Progress<Void> retire(AuditSpec wanted) {
        Found found = new Sweep(List.of(leftovers)).sweep(wanted);
        if (!found.leaving().isEmpty()) {
            return new Pending<>("still there: " + found.left());
        }
        if (!found.answer().untouched().isEmpty()) {
            throw new NotOurs(String.join(" ", found.answer().untouched()));
        }
        return new Done<>(null);
    }
}
